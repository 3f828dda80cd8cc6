import type { z } from "zod";

/** One thing the renderer may ask of the main process. */
export type Route = {
  readonly kind: "query" | "command";
  readonly input: z.ZodType;
  readonly output: z.ZodType;
};
export type Contract = Readonly<Record<string, Readonly<Record<string, Route>>>>;

/** Reads: no side effects, safe to repeat, re-read when an event says that something changed. */
export function query<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { kind: "query", input, output } as const;
}

/** Changes something. Never retried by the transport. */
export function command<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { kind: "command", input, output } as const;
}

/** What a feature must implement in the main process: exactly its routes, no more and no fewer. */
export type HandlersFor<R extends Readonly<Record<string, Route>>> = {
  readonly [K in keyof R]: (
    input: z.output<R[K]["input"]>,
  ) => Promise<z.input<R[K]["output"]>> | z.input<R[K]["output"]>;
};

/** What the renderer, the tests and the command line see. */
export type ClientFor<C extends Contract> = {
  readonly [F in keyof C]: {
    readonly [K in keyof C[F]]: (
      input: z.input<C[F][K]["input"]>,
    ) => Promise<z.output<C[F][K]["output"]>>;
  };
};
