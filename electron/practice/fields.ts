import { badParameter } from "./problem.ts";

/** `id,children{id,media_type}` as a tree; a leaf has no entries. */
export type Fields = ReadonlyMap<string, Fields>;

/**
 * Reads Graph's `fields` parameter.
 *
 * @throws Problem 100 on a syntax error.
 */
export function parseFields(text: string): Fields {
  const reader = { rest: text.replaceAll(/\s/g, "") };
  const fields = readList(reader);
  if (reader.rest !== "") throw syntaxError(text);
  return fields;
}

function readList(reader: { rest: string }): Map<string, Fields> {
  const fields = new Map<string, Fields>();
  for (;;) {
    const name = /^[a-z_]+/.exec(reader.rest)?.[0];
    if (name === undefined) throw syntaxError(reader.rest);
    reader.rest = reader.rest.slice(name.length);
    fields.set(name, readNested(reader));
    if (!reader.rest.startsWith(",")) return fields;
    reader.rest = reader.rest.slice(1);
  }
}

function readNested(reader: { rest: string }): Fields {
  if (!reader.rest.startsWith("{")) return new Map();
  reader.rest = reader.rest.slice(1);
  const nested = readList(reader);
  if (!reader.rest.startsWith("}")) throw syntaxError(reader.rest);
  reader.rest = reader.rest.slice(1);
  return nested;
}

function syntaxError(text: string): Error {
  return badParameter(`Syntax error "Expected a field name" in fields: ${text.slice(0, 40)}`);
}

/** Nodes behind a field, such as `children{id}`: answered as a list of their own, with the fields asked for inside. */
export class Edge {
  readonly nodes: readonly Node[];
  readonly fallback: string;

  constructor(nodes: readonly Node[], fallback: string) {
    this.nodes = nodes;
    this.fallback = fallback;
  }
}

export type Node = Readonly<Record<string, unknown>>;

/** One node as Graph answers it: the fields asked for, those without a value left out, `id` always. */
export function pickFields(node: Node, asked: string | undefined, fallback: string): object {
  return pick(node, parseFields(asked === undefined || asked === "" ? fallback : asked));
}

function pick(node: Node, fields: Fields): object {
  const unknown = [...fields.keys()].find((name) => !Object.hasOwn(node, name));
  if (unknown !== undefined) throw badParameter(`Tried accessing nonexisting field (${unknown})`);
  const picked = [...fields]
    .filter(([name]) => node[name] !== undefined && name !== "id")
    .map(([name, nested]) => [name, valueOf(node[name], nested)] as const);
  return { ...Object.fromEntries(picked), id: node["id"] };
}

function valueOf(value: unknown, nested: Fields): unknown {
  if (!(value instanceof Edge)) return value;
  const fields = nested.size === 0 ? parseFields(value.fallback) : nested;
  return { data: value.nodes.map((node) => pick(node, fields)) };
}
