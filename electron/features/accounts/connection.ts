import type { Account } from "../../../shared/contract/accounts.ts";
import { AppError } from "../../../shared/result.ts";
import type { Db } from "../../db/db.ts";
import type { Speaker } from "../../graph/access.ts";
import type { GraphClient } from "../../graph/client.ts";
import { readInstagramUser, readMe, type Me } from "../../graph/endpoints/accounts.ts";
import type { Secret } from "../../lib/secret.ts";
import type { Vault } from "../../lib/vault.ts";
import type { Ports } from "../../ports.ts";
import { findAccount, findByPlatformUser, putAccount, updateAccount } from "./queries.ts";
import { parseTrouble, troubleAfterLogin } from "./standing.ts";
import type { AccountRow } from "./tables.ts";
import type { TokenSource } from "./pasted-token.ts";
import { assertProfessional, connectError } from "./words.ts";

type Deps = {
  readonly db: Db;
  readonly ports: Ports;
  readonly vault: Vault;
  readonly graph: GraphClient;
};

/** A token to connect with, wherever it came from. From here on practice and Instagram differ by their host alone. */
export type Connecting = {
  readonly login: AccountRow["login"];
  readonly host: string;
  readonly version: string;
  readonly token: Secret;
  readonly source: TokenSource;
  /** Epoch ms UTC; null for a Page's token, which has no end. */
  readonly expiresAt: number | null;
  readonly isEstimate: boolean;
  readonly timeZone: string | undefined;
  /** Facebook Login: the Page and the Instagram account linked to it. */
  readonly page?: { readonly id: string; readonly name: string; readonly platformUserId: string };
  /** What the platform said it granted. */
  readonly scopes?: readonly string[] | null;
};

/** Where an account's token is in the vault. */
export function tokenKey(accountId: string): string {
  return `account-token:${accountId}`;
}

/** Accounts and their tokens, kept in step: the row in the database, the token in the vault, one change at a time. */
export class Connections {
  private readonly deps: Deps;
  private last: Promise<unknown> = Promise.resolve();

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /**
   * Asks the platform whose token it is, then keeps both. The same account again gets the new token.
   *
   * @throws AppError in words for the user; nothing is stored then.
   */
  async connect(connecting: Connecting): Promise<AccountRow> {
    const me = await this.identify(connecting);
    assertProfessional(me);
    return this.inTurn(() => this.keep(connecting, me));
  }

  /** A refreshed token takes the place of `before`; undefined when that is not the account's token any more. */
  replaceToken(
    id: string,
    before: Secret,
    fresh: { readonly token: Secret; readonly expiresAt: number },
  ): Promise<AccountRow | undefined> {
    return this.inTurn(async () => {
      const { db, vault, ports } = this.deps;
      const row = findAccount(db, id);
      if (!row || row.state === "disconnected") return undefined;
      if ((await vault.get(tokenKey(id))) !== before) return undefined;
      await vault.set(tokenKey(id), fresh.token);
      updateAccount(db, id, {
        state: "connected",
        stateReason: null,
        tokenObtainedAt: ports.clock.now(),
        tokenExpiresAt: fresh.expiresAt,
        tokenExpiryIsEstimate: false,
        tokenGeneration: row.tokenGeneration + 1,
        updatedAt: ports.clock.now(),
      });
      return findAccount(db, id);
    });
  }

  /** Forgets the token and hides the account; receipts keep its name. `demand` throws when it must not be. */
  disconnect(id: string, demand: () => void): Promise<void> {
    return this.inTurn(async () => {
      const { db, vault, ports } = this.deps;
      demand();
      const forgotten = vault.delete(tokenKey(id));
      updateAccount(db, id, {
        state: "disconnected",
        stateReason: null,
        trouble: null,
        updatedAt: ports.clock.now(),
      });
      await forgotten;
    });
  }

  /** The row as the contract shows it. */
  show(row: AccountRow): Account {
    return {
      id: row.id,
      kind: row.kind,
      login: row.login,
      page: row.pageId === null ? null : { id: row.pageId, name: row.pageName ?? "" },
      username: row.username,
      name: row.name,
      platformUserId: row.platformUserId,
      state: row.state === "connected" ? "connected" : "needs-login",
      stateReason: row.stateReason,
      trouble: parseTrouble(row.trouble),
      tokenObtainedAt: row.tokenObtainedAt,
      tokenExpiresAt: row.tokenExpiresAt,
      tokenExpiryIsEstimate: row.tokenExpiryIsEstimate,
      tokenIsDurable: this.deps.vault.isStored(tokenKey(row.id)),
      timeZone: row.timeZone,
    };
  }

  private async identify(connecting: Connecting): Promise<Me> {
    const { host, version, token, page } = connecting;
    const speaker: Speaker = { accountId: "connecting", host, version, token, tokenGeneration: 0 };
    const { graph } = this.deps;
    try {
      return page
        ? await readInstagramUser(graph, { ...speaker, platformUserId: page.platformUserId })
        : await readMe(graph, speaker);
    } catch (error) {
      throw connectError(error, connecting.source);
    }
  }

  private async keep(connecting: Connecting, me: Me): Promise<AccountRow> {
    const { db, vault } = this.deps;
    const kind = connecting.login === "practice" ? "practice" : "instagram";
    const known = findByPlatformUser(db, { kind, ...me });
    const row = { ...this.rowOf(connecting, me, known), kind } as const;
    await vault.set(tokenKey(row.id), connecting.token);
    putAccount(db, row);
    return row;
  }

  private rowOf(connecting: Connecting, me: Me, known: AccountRow | undefined) {
    const now = this.deps.ports.clock.now();
    const before = known ?? this.blank(now);
    return {
      id: before.id,
      login: connecting.login,
      ...pageOf(connecting),
      platformUserId: me.platformUserId,
      username: me.username,
      name: me.name,
      state: "connected",
      stateReason: null,
      trouble: troubleAfterLogin(before.trouble),
      tokenGeneration: before.tokenGeneration + 1,
      scopes: connecting.scopes ? JSON.stringify(connecting.scopes) : null,
      tokenObtainedAt: now,
      tokenExpiresAt: connecting.expiresAt,
      tokenExpiryIsEstimate: connecting.isEstimate,
      timeZone: connecting.timeZone ?? before.timeZone,
      createdAt: before.createdAt,
      updatedAt: now,
    } as const;
  }

  /** What an account that was never here begins with. */
  private blank(now: number) {
    const id = this.deps.ports.ids.next();
    return { id, tokenGeneration: 0, trouble: null, timeZone: computerZone(), createdAt: now };
  }

  /** One after the other, so that a refresh cannot bring back a token that was just replaced or forgotten. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    // The next in turn does not care how this one ended; its caller does.
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

/** @throws AppError `not-found` for an account that is not there or was disconnected. */
export function knownAccount(db: Db, id: string): AccountRow {
  const row = findAccount(db, id);
  if (!row || row.state === "disconnected")
    throw new AppError("not-found", "This account is not connected any more.");
  return row;
}

function pageOf({ page }: Connecting) {
  return { pageId: page?.id ?? null, pageName: page?.name ?? null };
}

function computerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
