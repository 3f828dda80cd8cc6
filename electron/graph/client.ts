import type { z } from "zod";
import type { Ports } from "../ports.ts";
import type { Speaker } from "./access.ts";
import { addressOf } from "./address.ts";
import { ContainerBudget } from "./container-budget.ts";
import { GraphFailure } from "./failure.ts";
import { Gate, type Caller } from "./gate.ts";
import { FORGETFUL, Memory, type GraphStore } from "./memory.ts";
import { readReply, serverTime, type WireReply } from "./reply.ts";
import { GRAPH_TIMING, Resilience, type GraphTiming } from "./resilience.ts";
import { transportFailure } from "./transport.ts";
import { NODE_WIRE, type Wire } from "./wire.ts";

/** Fields of a request; those undefined are left out. */
export type Params = Readonly<Record<string, string | undefined>>;

export type GraphCall<T> = {
  /** After the version, such as `/me`. */
  readonly path: string;
  readonly params: Params;
  /** Files of a POST, by the name of their field: it is then sent as a multipart form. */
  readonly files?: Readonly<Record<string, Blob>>;
  readonly schema: z.ZodType<T>;
  readonly signal?: AbortSignal | undefined;
  /** For `/refresh_access_token`, which is documented without a version and takes its token as a parameter. */
  readonly isTokenCall?: boolean;
  /** A read that is not repeated at once: whoever asks has time, and "unknown error" may be the answer to the question. */
  readonly isAskedOnce?: boolean;
};
export type GraphReply<T> = { readonly reply: T; readonly serverAt: number | null };

type TokenPlace = "header" | "parameter";
type Method = "GET" | "DELETE";
type Try<T> = {
  readonly method: Method;
  readonly speaker: Speaker;
  readonly call: GraphCall<T>;
  readonly place: TokenPlace;
};

/** More than any reply the app asks for; a server that sends more is not Instagram's. */
const MOST_BYTES = 8_000_000;

/**
 * One request to the platform: gate, resilience, send, parse, map the error.
 *
 * Where the token goes: in the form of a POST, which every page of Meta's documents and no proxy logs; in the header of a GET,
 * because an address ends up in logs and error texts. The header is documented for Content Publishing alone, so a GET that is
 * refused as if it had brought no good token is asked once more with the documented parameter, and the host's answer is
 * remembered. Never has the header been seen to fail; nor has it been tried here on Instagram itself (docs/decisions).
 */
export class GraphClient {
  readonly gate: Gate;
  readonly containers: ContainerBudget;
  readonly timing: GraphTiming;
  readonly wire: Wire;
  private readonly ports: Pick<Ports, "fetch" | "clock">;
  private readonly memory: Memory;
  private readonly resilience: Resilience;
  private readonly places = new Map<string, TokenPlace>();

  /** `store`: where the limits' state outlives the app; without one it is forgotten with it. `wire`: Node's own unless told. */
  constructor(deps: {
    readonly ports: Pick<Ports, "clock" | "ids" | "log" | "fetch">;
    readonly timing?: Partial<GraphTiming>;
    readonly store?: GraphStore;
    readonly wire?: Wire;
  }) {
    const { clock, ids, log } = deps.ports;
    this.ports = deps.ports;
    this.wire = deps.wire ?? NODE_WIRE;
    this.timing = { ...GRAPH_TIMING, ...deps.timing };
    this.memory = new Memory({ store: deps.store ?? FORGETFUL, clock, log });
    this.gate = new Gate({ clock, memory: this.memory });
    this.containers = new ContainerBudget({ clock, memory: this.memory });
    this.resilience = new Resilience({ clock, ids, memory: this.memory, timing: this.timing });
  }

  /** Writes down how the limits stand. */
  stop(): void {
    this.memory.stop();
  }

  /** Epoch ms UTC. */
  now(): number {
    return this.ports.clock.now();
  }

  /** Reads; repeated by itself when the server is in trouble. @throws GraphFailure */
  get<T>(speaker: Speaker, call: GraphCall<T>): Promise<GraphReply<T>> {
    return this.ask("GET", speaker, call);
  }

  /** Removes something, as often as one likes. @throws GraphFailure */
  delete<T>(speaker: Speaker, call: GraphCall<T>): Promise<GraphReply<T>> {
    return this.ask("DELETE", speaker, call);
  }

  /** Changes something; sent once. @throws GraphFailure */
  async post<T>(speaker: Speaker, call: GraphCall<T>): Promise<GraphReply<T>> {
    this.gate.pass(speaker);
    if (!makesContainer(call)) return this.write(speaker, call);
    this.containers.pass(speaker);
    const takeBack = this.containers.count(speaker);
    try {
      return await this.write(speaker, call);
    } catch (error) {
      if (error instanceof GraphFailure && error.isOffline) takeBack();
      throw error;
    }
  }

  private write<T>(speaker: Speaker, call: GraphCall<T>): Promise<GraphReply<T>> {
    return this.resilience.run({
      host: speaker.host,
      lane: "writes",
      signal: call.signal,
      send: async (signal) => {
        this.gate.count(speaker);
        const { url, headers, body } = call.files
          ? this.multipartOf(speaker, call, call.files)
          : this.formOf(speaker, call);
        const wire = await this.send(url, { method: "POST", headers, body, signal });
        return this.take(speaker, call, { wire, isWrite: true });
      },
    });
  }

  /** A POST's address and form with the token in it, for those who send it themselves. */
  formOf(speaker: Speaker, call: { readonly path: string; readonly params: Params }) {
    const url = addressOf(speaker.host, `/${speaker.version}${call.path}`);
    const form = fieldsOf(call.params);
    form.set("access_token", speaker.token.reveal());
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      accept: "application/json",
    };
    return { url, headers, body: form.toString() };
  }

  private multipartOf<T>(
    speaker: Speaker,
    { path, params }: GraphCall<T>,
    files: Readonly<Record<string, Blob>>,
  ) {
    const body = new FormData();
    for (const [name, value] of fieldsOf(params)) body.set(name, value);
    for (const [name, file] of Object.entries(files)) body.set(name, file, name);
    body.set("access_token", speaker.token.reveal());
    const url = addressOf(speaker.host, `/${speaker.version}${path}`);
    // The boundary between the fields is written by whoever sends it.
    return { url, headers: { accept: "application/json" }, body };
  }

  /** The platform has said what the table of errors has no line for. `code` is null where it said none. */
  countUnknown(code: string | null, httpStatus: number | null = null): void {
    const isRefusal = httpStatus !== null && httpStatus >= 400;
    const label = code ?? (isRefusal ? `HTTP ${httpStatus}` : "unreadable answer");
    this.memory.countUnknown({ label, httpStatus });
  }

  /** Reads a reply and learns from it. @throws GraphFailure */
  take<T>(
    speaker: Speaker,
    call: { readonly schema: z.ZodType<T> },
    got: { readonly wire: WireReply; readonly isWrite: boolean },
  ): GraphReply<T> {
    const regainAt = this.gate.learn(speaker, got.wire.headers);
    try {
      const reply = readReply(got.wire, {
        schema: call.schema,
        isWrite: got.isWrite,
        secrets: [speaker.token.reveal()],
        now: this.now(),
        regainAt,
        tokenGeneration: speaker.tokenGeneration,
      });
      return { reply, serverAt: serverTime(got.wire.headers) };
    } catch (error) {
      if (error instanceof GraphFailure) {
        this.gate.close(speaker, error);
        if (error.isUnlisted) this.countUnknown(error.label, error.httpStatus);
      }
      throw error;
    }
  }

  private async ask<T>(
    method: Method,
    speaker: Speaker,
    call: GraphCall<T>,
  ): Promise<GraphReply<T>> {
    const known = call.isTokenCall ? "parameter" : this.places.get(speaker.host);
    const wanted = { method, speaker, call };
    try {
      const reply = await this.askOnce({ ...wanted, place: known ?? "header" });
      if (!call.isTokenCall && !known) this.places.set(speaker.host, "header");
      return reply;
    } catch (error) {
      if (known || !mayMissToken(error)) throw error;
      const reply = await this.askOnce({ ...wanted, place: "parameter" });
      this.places.set(speaker.host, "parameter");
      return reply;
    }
  }

  private askOnce<T>(wanted: Try<T>): Promise<GraphReply<T>> {
    const { method, speaker, call } = wanted;
    this.gate.pass(callerOf(speaker, call));
    const isWrite = method === "DELETE";
    return this.resilience.run({
      host: speaker.host,
      // A refresh changes the token's life, so it is not repeated blindly.
      lane: call.isTokenCall || isWrite ? "writes" : "reads",
      isAskedOnce: call.isAskedOnce ?? false,
      signal: call.signal,
      send: async (signal) => {
        this.gate.count(speaker);
        const { url, headers } = queryOf(wanted);
        const wire = await this.send(url, { method, headers, signal });
        return this.take(speaker, call, { wire, isWrite });
      },
    });
  }

  private async send(url: URL, init: RequestInit & { signal: AbortSignal }): Promise<WireReply> {
    try {
      const response = await this.ports.fetch(url, { ...init, redirect: "manual" });
      return { status: response.status, headers: response.headers, text: await readText(response) };
    } catch (error) {
      // The network stack's own words may hold the address: only their code is kept.
      throw transportFailure(error, false);
    }
  }
}

/** Every POST to `/{ig-id}/media` makes a container, children of a carousel too (IG User Media page, 2026-10-04). */
function makesContainer(call: { readonly path: string }): boolean {
  return /^\/\w+\/media$/.test(call.path);
}

/** Without a fresh token nothing goes out, so a refresh has publishing's share of the calls. */
function callerOf(speaker: Speaker, call: { readonly isTokenCall?: boolean }): Caller {
  return call.isTokenCall ? { ...speaker, purpose: "publishing" } : speaker;
}

function queryOf<T>({ speaker, call, place }: Omit<Try<T>, "method">) {
  const version = call.isTokenCall ? "" : `/${speaker.version}`;
  const url = addressOf(speaker.host, `${version}${call.path}`);
  const fields = fieldsOf(call.params);
  const token = speaker.token.reveal();
  if (place === "parameter") fields.set("access_token", token);
  url.search = fields.toString();
  const headers: Record<string, string> = { accept: "application/json" };
  if (place === "header") headers["authorization"] = `Bearer ${token}`;
  return { url, headers };
}

function fieldsOf(params: Params): URLSearchParams {
  const given = Object.entries(params).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return new URLSearchParams(given);
}

/** True for the answers a server gives that did not look for a token where it was put: 102, 104, 2500, 190 without a reason. */
function mayMissToken(error: unknown): boolean {
  if (!(error instanceof GraphFailure) || error.subcode !== null) return false;
  return error.code !== null && [102, 104, 190, 2500].includes(error.code);
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.byteLength;
    if (bytes > MOST_BYTES) throw new Error("The reply is longer than any the app asks for.");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
