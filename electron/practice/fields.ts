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

/** One node as Graph answers it: the fields asked for, those without a value left out, `id` always. */
export function pickFields(
  node: Readonly<Record<string, unknown>>,
  asked: string | undefined,
  fallback: string,
): object {
  const fields = parseFields(asked === undefined || asked === "" ? fallback : asked);
  const unknown = [...fields.keys()].find((name) => !Object.hasOwn(node, name));
  if (unknown !== undefined) throw badParameter(`Tried accessing nonexisting field (${unknown})`);
  const picked = [...fields.keys()]
    .filter((name) => node[name] !== undefined && name !== "id")
    .map((name) => [name, node[name]] as const);
  return { ...Object.fromEntries(picked), id: node["id"] };
}
