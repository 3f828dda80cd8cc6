/** Draws the app's icon and the tray's four states from one mark: an arch with a vase in it. Run: npm run resources. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";

const resources = join(import.meta.dirname, "..");
const ARCH = "M5 29V14a11 11 0 0 1 22 0v15Z";
const VASE =
  "M14 13h4v2.4c0 .9.5 1.5 1.2 2.2 1.3 1.2 2 2.7 2 4.3 0 2.9-2.3 5.1-5.2 5.1s-5.2-2.2-5.2-5.1c0-1.6.7-3.1 2-4.3.7-.7 1.2-1.3 1.2-2.2Z";

type Tone = { readonly ink: string; readonly ground: string };
/** Terracotta stands out on light and dark task bars alike. */
const TERRACOTTA: Tone = { ink: "#B9552C", ground: "#FAF7F2" };

/** Each state has a shape of its own, so that none depends on colour. */
const STATES: Readonly<Record<string, (tone: Tone) => string>> = {
  idle: (tone) => mark(tone),
  publishing: (tone) =>
    `${mark(tone)}<circle cx="25" cy="8" r="8" fill="${tone.ground}"/><path d="M25 3.5a4.5 4.5 0 1 0 4.5 4.5" fill="none" stroke="#2F6286" stroke-width="2.6" stroke-linecap="round"/>`,
  attention: (tone) =>
    `${mark(tone)}<circle cx="25" cy="8" r="8" fill="${tone.ground}"/><circle cx="25" cy="8" r="5.6" fill="#B3741A"/>`,
  paused: (tone) =>
    `<path d="${ARCH}" fill="${tone.ground}" stroke="${tone.ink}" stroke-width="2.4"/><path d="M13 17v7M19 17v7" stroke="${tone.ink}" stroke-width="3" stroke-linecap="round"/>`,
};

function mark(tone: Tone): string {
  return `<path d="${ARCH}" fill="${tone.ink}"/><path d="${VASE}" fill="${tone.ground}"/>`;
}

/** macOS colours a template image itself: shape and transparency only. */
const TEMPLATES: Readonly<Record<string, string>> = {
  idle: `<path fill-rule="evenodd" d="${ARCH}${VASE}"/>`,
  publishing: `<mask id="m"><rect width="32" height="32" fill="#fff"/><circle cx="25" cy="8" r="8" fill="#000"/></mask><path mask="url(#m)" fill-rule="evenodd" d="${ARCH}${VASE}"/><path d="M25 3.5a4.5 4.5 0 1 0 4.5 4.5" fill="none" stroke="#000" stroke-width="2.6" stroke-linecap="round"/>`,
  attention: `<mask id="m"><rect width="32" height="32" fill="#fff"/><circle cx="25" cy="8" r="8" fill="#000"/></mask><path mask="url(#m)" fill-rule="evenodd" d="${ARCH}${VASE}"/><circle cx="25" cy="8" r="5.6"/>`,
  paused: `<path d="${ARCH}" fill="none" stroke="#000" stroke-width="2.4"/><path d="M13 17v7M19 17v7" stroke="#000" stroke-width="3" stroke-linecap="round"/>`,
};

const APP = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1024 1024"><defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#C26A42"/><stop offset="1" stop-color="#9A4220"/></linearGradient></defs><rect x="64" y="64" width="896" height="896" rx="200" fill="url(#g)"/><g transform="translate(176 150) scale(21)"><path d="${ARCH}" fill="#FAF7F2"/><path d="${VASE}" fill="#A84B26"/></g></svg>`;

function svg(content: string): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">${content}</svg>`,
  );
}

async function draw(source: Buffer, size: number, file: string): Promise<void> {
  await sharp(source, { density: 72 * Math.max(1, size / 32) })
    .resize(size, size)
    .png({ compressionLevel: 9 })
    .toFile(file);
}

for (const folder of ["tray", "icons", "build"])
  mkdirSync(join(resources, folder), { recursive: true });
for (const [state, content] of Object.entries(STATES)) {
  await draw(svg(content(TERRACOTTA)), 16, join(resources, `tray/${state}.png`));
  await draw(svg(content(TERRACOTTA)), 32, join(resources, `tray/${state}@2x.png`));
}
for (const [state, content] of Object.entries(TEMPLATES)) {
  await draw(svg(content), 16, join(resources, `tray/${state}Template.png`));
  await draw(svg(content), 32, join(resources, `tray/${state}Template@2x.png`));
}
for (const size of [16, 32, 48, 64, 128, 256, 512]) {
  await sharp(Buffer.from(APP))
    .resize(size, size)
    .png()
    .toFile(join(resources, `icons/${size}x${size}.png`));
}
await sharp(Buffer.from(APP)).resize(1024, 1024).png().toFile(join(resources, "build/icon.png"));
