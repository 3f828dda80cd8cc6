/**
 * A small H.264 coder for tests: key frames of plain colour (I_PCM), and frames that repeat the last one. What it makes
 * plays in every browser. After ITU-T H.264 sections 7.3 and 9.1.
 */
export type Drawn = {
  /** Multiples of 16. */
  readonly width: number;
  readonly height: number;
  readonly isInterlaced?: boolean;
  /** Writes the sequence set of profile High 4:2:2. */
  readonly isFourTwoTwo?: boolean;
};

/** The index's description of the stream (`avcC`). */
export function describeStream(drawn: Drawn): Uint8Array {
  const sps = sequenceSet(drawn);
  const pps = pictureSet();
  const head = [1, sps[1] ?? 0, sps[2] ?? 0, sps[3] ?? 0, 0xff, 0xe1];
  return Uint8Array.from([...head, ...sized(sps, 2), 1, ...sized(pps, 2)]);
}

/** A frame that stands alone, in one tone (0 to 255). */
export function keyFrame(drawn: Drawn, tone: number): Uint8Array {
  const bits = new Bits();
  bits.ue(0).ue(7).ue(0).u(4, 0).ue(0).u(2, 0).ue(0).ue(1);
  const block = Buffer.alloc(384, 128).fill(Math.max(1, tone), 0, 256);
  for (let at = 0; at < blocksOf(drawn); at++) bits.ue(25).align().bytes(block);
  return sized(unit(0x65, bits), 4);
}

/** A frame like the one before it. `number` counts from the last key frame. */
export function sameFrame(drawn: Drawn, number: number): Uint8Array {
  const bits = new Bits();
  bits
    .ue(0)
    .ue(5)
    .ue(0)
    .u(4, number % 16)
    .u(3, 0)
    .ue(0)
    .ue(1)
    .ue(blocksOf(drawn));
  return sized(unit(0x41, bits), 4);
}

function blocksOf({ width, height }: Drawn): number {
  return (width / 16) * (height / 16);
}

function sequenceSet({ width, height, isInterlaced, isFourTwoTwo }: Drawn): Uint8Array {
  const bits = new Bits();
  bits
    .u(8, isFourTwoTwo ? 122 : 66)
    .u(8, 0)
    .u(8, 40)
    .ue(0);
  if (isFourTwoTwo) bits.ue(2).ue(0).ue(0).u(2, 0);
  bits
    .ue(0)
    .ue(2)
    .ue(1)
    .u(1, 0)
    .ue(width / 16 - 1);
  bits.ue(height / (isInterlaced ? 32 : 16) - 1).u(1, isInterlaced ? 0 : 1);
  if (isInterlaced) bits.u(1, 0);
  bits.u(1, 1).u(1, 0).u(1, 0);
  return unit(0x67, bits);
}

function pictureSet(): Uint8Array {
  const bits = new Bits();
  bits.ue(0).ue(0).u(2, 0).ue(0).ue(0).ue(0).u(3, 0).ue(0).ue(0).ue(0).u(1, 1).u(2, 0);
  return unit(0x68, bits);
}

/** A NAL unit, with the bytes that keep start codes out of it. */
function unit(header: number, bits: Bits): Uint8Array {
  const plain = bits.end();
  const out = Buffer.alloc(1 + Math.ceil(plain.length * 1.5));
  out[0] = header;
  let length = 1;
  let zeros = 0;
  for (const byte of plain) {
    if (zeros >= 2 && byte <= 3) {
      out[length++] = 3;
      zeros = 0;
    }
    out[length++] = byte;
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return out.subarray(0, length);
}

function sized(bytes: Uint8Array, width: number): Uint8Array {
  const head = Buffer.alloc(width);
  head.writeUIntBE(bytes.length, 0, width);
  return Buffer.concat([head, bytes]);
}

class Bits {
  private out = Buffer.alloc(1024);
  private length = 0;
  private byte = 0;
  private count = 0;

  u(width: number, value: number): this {
    for (let bit = width - 1; bit >= 0; bit--) {
      this.byte = (this.byte << 1) | ((value >> bit) & 1);
      if (++this.count < 8) continue;
      this.bytes(Uint8Array.of(this.byte));
      this.byte = this.count = 0;
    }
    return this;
  }

  ue(value: number): this {
    const width = 32 - Math.clz32(value + 1);
    return this.u(width - 1, 0).u(width, value + 1);
  }

  align(): this {
    while (this.count > 0) this.u(1, 0);
    return this;
  }

  bytes(bytes: Uint8Array): this {
    if (this.length + bytes.length > this.out.length)
      this.out = Buffer.concat([this.out, Buffer.alloc(this.out.length + bytes.length)]);
    this.out.set(bytes, this.length);
    this.length += bytes.length;
    return this;
  }

  end(): Uint8Array {
    this.u(1, 1).align();
    return this.out.subarray(0, this.length);
  }
}
