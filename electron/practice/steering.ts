import { commentByHand, deleteByHand, postByHand } from "./by-hand.ts";
import type { HandComment, HandPost } from "./control.ts";
import type { BehaviourChange, Behaviour } from "./limits.ts";
import { registerApp, type NewApp } from "./login/register.ts";
import { openAccount, openPage, type NewAccount } from "./open-account.ts";
import type { Practice } from "./practice.ts";
import { issueToken, type IssuedToken } from "./tokens.ts";

export type Changeable = { -readonly [K in keyof Behaviour]: Behaviour[K] };

/** What is done to a running practice Instagram from outside its API: by the app that hosts it, and by tests. */
export class Steering {
  private readonly practice: Practice;
  private readonly behaviour: Changeable;

  constructor(practice: Practice, behaviour: Changeable) {
    this.practice = practice;
    this.behaviour = behaviour;
  }

  createAccount(account: NewAccount): { readonly platformUserId: string } {
    return openAccount(this.practice, account);
  }

  createPage(page: { readonly name: string; readonly personId?: string | undefined }): {
    readonly pageId: string;
    readonly personId: string;
  } {
    return openPage(this.practice, page);
  }

  /** Of the account itself; with Facebook Login, of the person whose Page it is linked to. */
  issueToken(platformUserId: string, permissions: readonly string[] | null): IssuedToken {
    const { store, now } = this.practice;
    if (!store.account(platformUserId)) throw new Error("There is no such practice account.");
    const page = store.listPages().find((one) => one.platformUserId === platformUserId);
    const holder = page
      ? ({ holder: "person", holderId: page.personId } as const)
      : ({ holder: "instagram", holderId: platformUserId } as const);
    return issueToken(store, { ...holder, permissions }, now());
  }

  revoke(platformUserId: string, subcode: number | null): void {
    const { store, now } = this.practice;
    const page = store.listPages().find((one) => one.platformUserId === platformUserId);
    for (const id of [platformUserId, page?.personId, page?.pageId])
      for (const { hash } of id === undefined ? [] : store.tokensOf(id))
        store.record({ kind: "token-death", at: now(), hash, subcode });
  }

  registerApp(app: NewApp): void {
    registerApp(this.practice, app);
  }

  setBehaviour(change: BehaviourChange): void {
    Object.assign(this.behaviour, change);
  }

  postByHand(post: HandPost): Promise<{ readonly mediaId: string; readonly permalink: string }> {
    return postByHand(this.practice, post);
  }

  deleteByHand(mediaId: string): void {
    deleteByHand(this.practice, mediaId);
  }

  commentByHand(comment: HandComment): { readonly commentId: string } {
    return commentByHand(this.practice, comment);
  }
}
