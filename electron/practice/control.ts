import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { jsonReply, readBody, type Reply } from "./exchange.ts";
import type { LedgerEntry } from "./ledger.ts";
import { NewApp } from "./login/register.ts";
import { BehaviourChange } from "./limits.ts";
import type { NewAccount } from "./open-account.ts";
import type { SeenCall } from "./seen.ts";
import { TROUBLES, type Trouble } from "./troubles.ts";

/*
 * What tests in other processes can ask of the server under `/__control/`, each the same as the method of that name:
 *   POST faults {rules, scenario?}     what goes wrong: `faults.ts` has the words
 *   POST release {name}, held {name}   lets go, or asks for, a call that a fault holds
 *   POST clock {shiftMs}               the server's clock, that far from the real one
 *   POST behaviour {quotaTotal?, secondPublish?, processingMs?, …}   from now on: `Behaviour` in `limits.ts` has all of them
 *   POST accounts {username, name?, login?, personId?, accountType?, permissions?}  → ids and a token
 *   POST pages {name, personId?}       a Facebook Page without an Instagram account → its ids
 *   POST apps {appId, secret, name?, login: instagram | facebook, redirectUris}   an app that people can log in to
 *   POST trouble {platformUserId, trouble: restricted | checkpoint | action-blocked | policy-blocked | null}
 *   POST revoke {platformUserId, subcode?}
 *   POST post-by-hand {platformUserId, caption, altText?, format?: image | reel | story}
 *   POST delete-by-hand {mediaId}
 *   POST comment-by-hand {mediaId, username, text, parentId?}
 *   GET ledger                         what was executed, across restarts
 *   GET seen                           what arrived since the start, executed or not
 */
export type Controlled = {
  setFaults(script: unknown): void;
  release(name: string): void;
  isHeld(name: string): boolean;
  ledger(): readonly LedgerEntry[];
  seen(): readonly SeenCall[];
  createAccount(account: NewAccount): { readonly platformUserId: string };
  createPage(page: { readonly name: string; readonly personId?: string | undefined }): object;
  issueToken(
    platformUserId: string,
    permissions?: readonly string[],
  ): { readonly token: string; readonly expiresAt: number };
  setBehaviour(change: BehaviourChange): void;
  registerApp(app: NewApp): void;
  setTrouble(platformUserId: string, trouble: Trouble | null): void;
  revoke(platformUserId: string, subcode?: number | null): void;
  shiftClock(shiftMs: number): void;
  postByHand(post: HandPost): Promise<{ readonly mediaId: string; readonly permalink: string }>;
  deleteByHand(mediaId: string): void;
  commentByHand(comment: HandComment): { readonly commentId: string };
};

const HandPost = z.strictObject({
  platformUserId: z.string(),
  caption: z.string(),
  altText: z.string().optional(),
  format: z.enum(["image", "reel", "story"]).optional(),
});
/** A post as somebody makes it on the phone, past the API. */
export type HandPost = z.infer<typeof HandPost> & {
  /** JPEG bytes. A plain linen picture when absent. */
  readonly picture?: Buffer;
};

const HandComment = z.strictObject({
  mediaId: z.string(),
  username: z.string(),
  text: z.string(),
  parentId: z.string().optional(),
});
export type HandComment = z.infer<typeof HandComment>;

const Wanted = z.strictObject({
  username: z.string(),
  name: z.string().optional(),
  login: z.enum(["instagram", "facebook"]).optional(),
  personId: z.string().optional(),
  accountType: z.enum(["BUSINESS", "MEDIA_CREATOR"]).optional(),
  permissions: z.array(z.string()).optional(),
});
const WantedPage = z.strictObject({ name: z.string(), personId: z.string().optional() });
const Named = z.strictObject({ name: z.string() });
const Troubled = z.strictObject({
  platformUserId: z.string(),
  trouble: z.enum(TROUBLES).nullable(),
});
const Revoked = z.strictObject({
  platformUserId: z.string(),
  subcode: z.int().nullable().optional(),
});

type Command = (server: Controlled, input: unknown) => object | void | Promise<object>;

const COMMANDS: Readonly<Record<string, Command>> = {
  "POST faults": (server, input) => server.setFaults(input),
  "POST release": (server, input) => server.release(Named.parse(input).name),
  "POST held": (server, input) => ({ held: server.isHeld(Named.parse(input).name) }),
  "POST clock": (server, input) =>
    server.shiftClock(z.strictObject({ shiftMs: z.int() }).parse(input).shiftMs),
  "POST behaviour": (server, input) => server.setBehaviour(BehaviourChange.parse(input)),
  "POST accounts": (server, input) => {
    const { permissions, ...wanted } = Wanted.parse(input);
    const ids = server.createAccount({ ...wanted, name: wanted.name ?? wanted.username });
    return { ...ids, ...server.issueToken(ids.platformUserId, permissions) };
  },
  "POST pages": (server, input) => server.createPage(WantedPage.parse(input)),
  "POST apps": (server, input) => server.registerApp(NewApp.parse(input)),
  "POST trouble": (server, input) => {
    const { platformUserId, trouble } = Troubled.parse(input);
    server.setTrouble(platformUserId, trouble);
  },
  "POST revoke": (server, input) => {
    const { platformUserId, subcode } = Revoked.parse(input);
    server.revoke(platformUserId, subcode);
  },
  "POST post-by-hand": (server, input) => server.postByHand(HandPost.parse(input)),
  "POST delete-by-hand": (server, input) =>
    server.deleteByHand(z.strictObject({ mediaId: z.string() }).parse(input).mediaId),
  "POST comment-by-hand": (server, input) => server.commentByHand(HandComment.parse(input)),
  "GET ledger": (server) => server.ledger(),
  "GET seen": (server) => server.seen(),
};

/** Answers `/__control/…`; a refusal is HTTP 400 with its reason. */
export async function answerControl(
  server: Controlled,
  request: IncomingMessage,
  path: string,
): Promise<Reply> {
  try {
    const text = (await readBody(request)).toString("utf8");
    const input: unknown = text === "" ? {} : JSON.parse(text);
    const command = COMMANDS[`${request.method} ${path.replace("/__control/", "")}`];
    if (!command) return jsonReply({ error: "No such control" }, 404);
    return jsonReply((await command(server, input)) ?? {});
  } catch (error) {
    return jsonReply({ error: error instanceof Error ? error.message : "refused" }, 400);
  }
}
