import type { Account, AccountTrouble, Profile } from "../../../shared/contract/accounts.ts";
import { AppError } from "../../../shared/result.ts";
import type { Db } from "../../db/db.ts";
import type { Access } from "../../graph/access.ts";
import type { GraphClient } from "../../graph/client.ts";
import { readPublishingLimit } from "../../graph/endpoints/limits.ts";
import { GraphFailure, type HeldBackFor } from "../../graph/failure.ts";
import type { Events } from "../../lib/events.ts";
import type { Vault } from "../../lib/vault.ts";
import type { Ports } from "../../ports.ts";
import type { PracticeServer } from "../../practice/server.ts";
import type { SettingsService } from "../settings/service.ts";
import { Connections, knownAccount, tokenKey, type Connecting } from "./connection.ts";
import { readPastedToken } from "./pasted-token.ts";
import { PracticeAccount } from "./practice-account.ts";
import { openPostPicture, type PictureFile } from "./profile-picture.ts";
import { readOwner, readProfile } from "./profile.ts";
import { countLivePublications, findAccount, listAccounts, updateAccount } from "./queries.ts";
import { refreshTime, TOKEN_LIFE_MS, TOKEN_MIN_AGE_MS } from "./refresh-schedule.ts";
import { Refresher } from "./refresher.ts";
import { renewToken } from "./renewal.ts";
import { isOwnReason, Speaking } from "./speaking.ts";
import { parseTrouble, Standing, stillHeldBack } from "./standing.ts";
import type { AccountRow } from "./tables.ts";
import { demandSettled } from "./words.ts";

export type AccountsDeps = {
  readonly db: Db;
  readonly events: Events;
  readonly ports: Ports;
  readonly vault: Vault;
  readonly graph: GraphClient;
  readonly practice: PracticeServer;
  readonly settings: SettingsService;
};

/** Told when an account may publish again. */
type Follower = { mended(): void };

type ById = { readonly id: string };

/** The accounts the app publishes for: connecting them, keeping their tokens fresh, and speaking for them. */
export class AccountsService {
  private readonly deps: AccountsDeps;
  private readonly connections: Connections;
  private readonly practice: PracticeAccount;
  private readonly refresher: Refresher;
  private readonly standing: Standing;
  private readonly speaking: Speaking;
  private readonly followers: Follower[] = [];

  constructor(deps: AccountsDeps) {
    const { db, ports } = deps;
    this.deps = deps;
    this.connections = new Connections(deps);
    this.practice = new PracticeAccount(deps.practice, ports);
    this.standing = new Standing({
      db,
      ports,
      changed: (id) => this.announce(id),
      mended: () => this.mended(),
    });
    this.speaking = new Speaking({ ...deps, practice: this.practice, standing: this.standing });
    this.refresher = new Refresher({
      clock: ports.clock,
      log: ports.log,
      network: ports.network,
      random: () => ports.ids.random(),
      due: () =>
        listAccounts(db)
          // A Page's token has no end, and nothing that could be renewed.
          .filter((row) => row.state === "connected" && row.login !== "facebook")
          .map((row) => ({ id: row.id, at: refreshTime(row) })),
      refresh: (id, signal) => this.renew(knownAccount(db, id), signal),
    });
  }

  /** Who acts on what becomes of accounts: publishing, and who reads figures. */
  followedBy(follower: Follower): void {
    this.followers.push(follower);
  }

  /** Gives practice accounts their tokens back, says whose token is gone, and starts refreshing. */
  async start(): Promise<void> {
    for (const row of listAccounts(this.deps.db)) await this.wake(row);
    this.refresher.start();
  }

  stop(): Promise<void> {
    return this.refresher.stop();
  }

  list(_input?: unknown): Account[] {
    return listAccounts(this.deps.db).map((row) => this.connections.show(row));
  }

  async connect(input: { readonly token: string; readonly timeZone?: string | undefined }) {
    const { settings, ports } = this.deps;
    return this.take({
      login: "instagram",
      host: settings.current().graphHost,
      ...readPastedToken(input.token),
      // A pasted token does not tell its age: this is the latest its end can be.
      expiresAt: ports.clock.now() + TOKEN_LIFE_MS,
      isEstimate: true,
      timeZone: input.timeZone,
    });
  }

  async connectPractice(input: { readonly timeZone?: string | undefined }): Promise<Account> {
    const { origin, token, expiresAt } = await this.practice.open();
    const life = { expiresAt, isEstimate: false };
    const { timeZone } = input;
    return this.take({
      login: "practice",
      host: origin,
      token,
      source: "pasted",
      ...life,
      timeZone,
    });
  }

  /** Connects with a token, however it was got: asks whose it is, then keeps both. @throws AppError */
  async take(connecting: Omit<Connecting, "version">): Promise<Account> {
    const version = this.deps.settings.current().graphVersion;
    const row = await this.connections.connect({ ...connecting, version });
    this.announce(row.id);
    this.mended();
    return this.show(row.id);
  }

  async refresh({ id }: ById): Promise<Account> {
    const row = knownAccount(this.deps.db, id);
    if (row.login === "facebook")
      throw new AppError("conflict", "A Page's token has no end, so there is nothing to renew.");
    const earliest = row.tokenObtainedAt + TOKEN_MIN_AGE_MS;
    if (!row.tokenExpiryIsEstimate && this.deps.ports.clock.now() < earliest)
      throw new AppError(
        "conflict",
        "Instagram refreshes a token only once it is a day old. The app does it by itself.",
        { retryAt: earliest },
      );
    await this.renew(row);
    return this.show(id);
  }

  /** @throws AppError while Instagram still holds the account back, or wants her to log in. */
  async resume({ id }: ById): Promise<Account> {
    const row = knownAccount(this.deps.db, id);
    if (row.trouble === null) return this.show(id);
    const { graph } = this.deps;
    try {
      const access = { ...(await this.speaking.speaker(row)), platformUserId: row.platformUserId };
      await readOwner(graph, access, row.login);
      await readPublishingLimit(graph, access);
    } catch (error) {
      if (!(error instanceof GraphFailure)) throw error;
      // The same trouble, said again; anything else is taken for what it is.
      if (error.trouble === null && error.kind === "auth") this.standing.clear(row);
      if (error.trouble !== null) throw stillHeldBack(error);
      return this.standing.asking(id, () => Promise.reject(error));
    }
    this.standing.clear(row);
    return this.show(id);
  }

  setTimeZone({ id, timeZone }: ById & { readonly timeZone: string }): Account {
    const { db, ports } = this.deps;
    knownAccount(db, id);
    updateAccount(db, id, { timeZone, updatedAt: ports.clock.now() });
    this.announce(id);
    return this.show(id);
  }

  async disconnect({ id }: ById): Promise<{ done: true }> {
    const { db } = this.deps;
    const row = knownAccount(db, id);
    // Asked when its turn has come: meanwhile she may have scheduled a post.
    await this.connections.disconnect(id, () =>
      demandSettled(row.username, countLivePublications(db, id)),
    );
    this.announce(id);
    return { done: true };
  }

  async profile({ id }: ById): Promise<Profile> {
    const { db } = this.deps;
    const { login } = knownAccount(db, id);
    const { me, posts } = await this.standing.asking(id, async () =>
      readProfile(this.deps, await this.access(id), login),
    );
    this.rename(id, me);
    const { followersCount, mediaCount } = me;
    return { account: this.show(id), followersCount, mediaCount, posts: [...posts] };
  }

  async openProfile({ id }: ById): Promise<{ done: true }> {
    const { db, ports } = this.deps;
    const row = knownAccount(db, id);
    const url =
      row.kind === "practice"
        ? await this.practice.profileUrl(row.platformUserId)
        : `https://www.instagram.com/${encodeURIComponent(row.username)}/`;
    await ports.links.open(url);
    return { done: true };
  }

  /** The account as the screens see it. @throws AppError `not-found` */
  get(id: string): Account {
    return this.show(id);
  }

  /** The row, whatever its state: a receipt names an account that was disconnected since. */
  find(accountId: string): AccountRow | undefined {
    return findAccount(this.deps.db, accountId);
  }

  /**
   * How to speak for an account.
   *
   * @throws AppError `account-disconnected` when she must log in, with `retryAt` when only the keychain is locked.
   */
  access(accountId: string): Promise<Access> {
    return this.speaking.access(this.find(accountId));
  }

  /** Where an account is spoken for. @throws AppError `not-found` */
  async hostOf(accountId: string): Promise<string> {
    return this.speaking.host(knownAccount(this.deps.db, accountId));
  }

  /** As `access`, also for an account that must log in: to look at what is wrong with it. @throws AppError */
  async accessAnyway(accountId: string): Promise<Access & { readonly row: AccountRow }> {
    const row = knownAccount(this.deps.db, accountId);
    const { platformUserId } = row;
    return { ...(await this.speaking.speaker(row)), platformUserId, row };
  }

  /** Where calls of an account go. */
  host(accountId: string): Promise<string> {
    return this.speaking.host(knownAccount(this.deps.db, accountId));
  }

  /** What Instagram holds against the account; null when nothing: while it is set, nothing of the account is sent. */
  trouble(accountId: string): AccountTrouble | null {
    return parseTrouble(this.find(accountId)?.trouble ?? null);
  }

  /** Learns from a call for the account that failed: its token may be dead, or Instagram may hold the account back. */
  heed(accountId: string, error: unknown): void {
    this.standing.heed(accountId, error);
  }

  /** Proved: Instagram holds the account back. Its queue stands still until she resumes it. */
  holdBack(accountId: string, why: HeldBackFor): void {
    const row = this.find(accountId);
    if (row) this.standing.holdBack(row, why);
  }

  /** The picture of a post on the profile, for `app-media://profile/<account>/<post>`. Undefined when it cannot be had now. */
  async openPicture(accountId: string, igMediaId: string): Promise<PictureFile | undefined> {
    const row = this.find(accountId);
    if (row?.state !== "connected") return undefined;
    try {
      return await openPostPicture(this.deps, await this.access(accountId), igMediaId);
    } catch (error) {
      // A picture that does not load is a gap on the screen, not an error of the app; profile() tells what is wrong.
      this.deps.ports.log.error("accounts.picture-failed", { account: accountId, igMediaId });
      this.standing.heed(accountId, error);
      return undefined;
    }
  }

  private async wake(row: AccountRow): Promise<void> {
    const { vault, ports } = this.deps;
    try {
      if (row.kind === "practice") await this.practice.origin();
      if (await vault.get(tokenKey(row.id))) return this.heal(row);
      if (row.kind === "practice") await this.reopenPractice(row);
      else await this.speaking.speaker(row);
    } catch (error) {
      // One account that cannot be woken must not keep the app from starting; the account's own state tells.
      ports.log.error("accounts.not-awake", {
        account: row.id,
        error: error instanceof Error ? error.message : String(error),
      });
    }
  }

  /** The keychain opens the token again, which another start could not: nothing the platform said stands against it. */
  private heal(row: AccountRow): void {
    if (row.state === "needs-login" && isOwnReason(row.stateReason)) this.standing.heal(row);
  }

  /** A practice token is of no value, so a lost one is simply made anew. */
  private async reopenPractice(row: AccountRow): Promise<void> {
    const { db, vault, ports } = this.deps;
    try {
      const { token, expiresAt } = await this.practice.reopen(row.platformUserId);
      await vault.set(tokenKey(row.id), token);
      const at = { tokenObtainedAt: ports.clock.now(), tokenExpiresAt: expiresAt };
      const tokenGeneration = row.tokenGeneration + 1;
      updateAccount(db, row.id, { ...at, tokenGeneration, state: "connected", stateReason: null });
    } catch (error) {
      // Its folder was removed, so it knows no such account any more.
      this.standing.needLogin(
        row,
        "The practice Instagram was reset. Open a practice account again.",
      );
      throw error;
    }
  }

  /** @throws AppError; an account whose token is dead is marked. */
  private async renew(row: AccountRow, signal?: AbortSignal): Promise<void> {
    const access = await this.speaking.speaker(row);
    const { platformUserId } = row;
    const fresh = await this.standing.asking(row.id, () =>
      renewToken(this.deps.graph, { ...access, platformUserId }, signal),
    );
    if (await this.connections.replaceToken(row.id, access.token, fresh)) this.announce(row.id);
  }

  /** She renamed the account on Instagram. */
  private rename(id: string, me: { readonly username: string; readonly name: string }): void {
    const row = knownAccount(this.deps.db, id);
    if (row.username === me.username && row.name === me.name) return;
    const { username, name } = me;
    updateAccount(this.deps.db, id, { username, name, updatedAt: this.deps.ports.clock.now() });
    this.announce(id);
  }

  private mended(): void {
    for (const follower of this.followers) follower.mended();
  }

  private announce(id: string): void {
    this.deps.events.emit("accounts.changed", { ids: [id] });
    this.refresher.arm();
  }

  private show(id: string): Account {
    return this.connections.show(knownAccount(this.deps.db, id));
  }
}
