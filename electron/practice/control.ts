import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { jsonReply, readBody, type Reply } from "./exchange.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { SeenCall } from "./seen.ts";

/** What the control endpoint can ask of the server: for tests in other processes only. */
export type Controlled = {
  setFaults(script: unknown): void;
  release(name: string): void;
  isHeld(name: string): boolean;
  ledger(): readonly LedgerEntry[];
  seen(): readonly SeenCall[];
  createAccount(account: { readonly username: string; readonly name: string }): {
    readonly platformUserId: string;
  };
  issueToken(platformUserId: string): { readonly token: string; readonly expiresAt: number };
  shiftClock(shiftMs: number): void;
  postByHand(post: HandPost): Promise<{ readonly mediaId: string; readonly permalink: string }>;
};

const HandPost = z.strictObject({
  platformUserId: z.string(),
  caption: z.string(),
  altText: z.string().optional(),
});
/** A post as somebody makes it on the phone, past the API. */
export type HandPost = z.infer<typeof HandPost> & {
  /** JPEG bytes. A plain linen picture when absent. */
  readonly picture?: Buffer;
};

const NewAccount = z.strictObject({
  username: z.string(),
  name: z.string().optional(),
});

/** Answers `/__control/…`; a refusal is HTTP 400 with its reason. */
export async function answerControl(
  server: Controlled,
  request: IncomingMessage,
  path: string,
): Promise<Reply> {
  try {
    const text = (await readBody(request)).toString("utf8");
    const input: unknown = text === "" ? {} : JSON.parse(text);
    return await run(server, `${request.method} ${path.replace("/__control/", "")}`, input);
  } catch (error) {
    return jsonReply({ error: error instanceof Error ? error.message : "refused" }, 400);
  }
}

async function run(server: Controlled, command: string, input: unknown): Promise<Reply> {
  switch (command) {
    case "POST faults":
      server.setFaults(input);
      return jsonReply({});
    case "POST release":
      server.release(z.strictObject({ name: z.string() }).parse(input).name);
      return jsonReply({});
    case "POST held":
      return jsonReply({
        held: server.isHeld(z.strictObject({ name: z.string() }).parse(input).name),
      });
    case "GET seen":
      return jsonReply(server.seen());
    case "GET ledger":
      return jsonReply(server.ledger());
    case "POST accounts": {
      const { username, name = username } = NewAccount.parse(input);
      const { platformUserId } = server.createAccount({ username, name });
      return jsonReply({ platformUserId, ...server.issueToken(platformUserId) });
    }
    case "POST clock":
      server.shiftClock(z.strictObject({ shiftMs: z.int() }).parse(input).shiftMs);
      return jsonReply({});
    case "POST post-by-hand":
      return jsonReply(await server.postByHand(HandPost.parse(input)));
    default:
      return jsonReply({ error: "No such control" }, 404);
  }
}
