import type { Account, Profile } from "../../../shared/contract/accounts.ts";
import { AppError } from "../../../shared/result.ts";
import type { Db } from "../../db/db.ts";
import type { Access, Speaker } from "../../graph/access.ts";
import type { GraphClient } from "../../graph/client.ts";
import { readMe } from "../../graph/endpoints/accounts.ts";
import { refreshToken } from "../../graph/endpoints/tokens.ts";
import { asAppError, GraphFailure } from "../../graph/failure.ts";
import type { Events } from "../../lib/events.ts";
import type { Secret } from "../../lib/secret.ts";
import type { Vault } from "../../lib/vault.ts";
import type { Ports } from "../../ports.ts";
import type { PracticeServer } from "../../practice/server.ts";
import type { SettingsService } from "../settings/service.ts";
import { Connections, knownAccount, tokenKey } from "./connection.ts";
import { readPastedToken } from "./pasted-token.ts";
import { PracticeAccount } from "./practice-account.ts";
import { openPostPicture, type PictureFile } from "./profile-picture.ts";
import { readProfile } from "./profile.ts";
import { countLivePublications, findAccount, listAccounts, updateAccount } from "./queries.ts";
import { refreshTime, TOKEN_LIFE_MS, TOKEN_MIN_AGE_MS } from "./refresh-schedule.ts";
import { Refresher } from "./refresher.ts";
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

type ById = { readonly id: string };

/** The accounts the app publishes for: connecting them, keeping their tokens fresh, and speaking for them. */
export class AccountsService {
  private readonly deps: AccountsDeps;
  private readonly connections: Connections;
  private readonly practice: PracticeAccount;
  private readonly refresher: Refresher;

  constructor(deps: AccountsDeps) {
    const { db, ports } = deps;
    this.deps = deps;
    this.connections = new Connections(deps);
    this.practice = new PracticeAccount(deps.practice, ports);
    this.refresher = new Refresher({
      clock: ports.clock,
      log: ports.log,
      network: ports.network,
      random: () => ports.ids.random(),
      due: () =>
        listAccounts(db)
          .filter((row) => row.state === "connected")
          .map((row) => ({ id: row.id, at: refreshTime(row) })),
      refresh: (id, signal) => this.renew(knownAccount(db, id), signal),
    });
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
    const { graphHost, graphVersion } = settings.current();
    const row = await this.connections.connect({
      kind: "instagram",
      host: graphHost,
      version: graphVersion,
      ...readPastedToken(input.token),
      // A pasted token does not tell its age: this is the latest its end can be.
      expiresAt: ports.clock.now() + TOKEN_LIFE_MS,
      isEstimate: true,
      timeZone: input.timeZone,
    });
    return this.changed(row.id);
  }

  async connectPractice(input: { readonly timeZone?: string | undefined }): Promise<Account> {
    const { origin, token, expiresAt } = await this.practice.open();
    const row = await this.connections.connect({
      kind: "practice",
      host: origin,
      version: this.deps.settings.current().graphVersion,
      token,
      isFacebook: false,
      expiresAt,
      isEstimate: false,
      timeZone: input.timeZone,
    });
    return this.changed(row.id);
  }

  async refresh({ id }: ById): Promise<Account> {
    const row = knownAccount(this.deps.db, id);
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

  setTimeZone({ id, timeZone }: ById & { readonly timeZone: string }): Account {
    const { db, ports } = this.deps;
    knownAccount(db, id);
    updateAccount(db, id, { timeZone, updatedAt: ports.clock.now() });
    return this.changed(id);
  }

  async disconnect({ id }: ById): Promise<{ done: true }> {
    const { db, events } = this.deps;
    const row = knownAccount(db, id);
    // Asked when its turn has come: meanwhile she may have scheduled a post.
    await this.connections.disconnect(id, () =>
      demandSettled(row.username, countLivePublications(db, id)),
    );
    events.emit("accounts.changed", { ids: [id] });
    this.refresher.arm();
    return { done: true };
  }

  async profile({ id }: ById): Promise<Profile> {
    const { db } = this.deps;
    knownAccount(db, id);
    const { me, posts } = await this.asking(id, async () =>
      readProfile(this.deps, await this.access(id)),
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

  /** The row, whatever its state: a receipt names an account that was disconnected since. */
  find(accountId: string): AccountRow | undefined {
    return findAccount(this.deps.db, accountId);
  }

  /**
   * How to speak for an account.
   *
   * @throws AppError `account-disconnected` when she must log in, with `retryAt` when only the keychain is locked.
   */
  async access(accountId: string): Promise<Access> {
    const row = this.find(accountId);
    if (!row || row.state === "disconnected")
      throw new AppError("account-disconnected", "This account is not connected any more.");
    if (row.state === "needs-login")
      throw new AppError("account-disconnected", row.stateReason ?? TOKEN_GONE);
    return { ...(await this.speak(row)), platformUserId: row.platformUserId };
  }

  /** The platform no longer takes the token, or it is gone: she must connect again, and the screens say why. */
  markNeedsLogin(accountId: string, reason: string): void {
    const { db, ports, events } = this.deps;
    const row = this.find(accountId);
    if (row?.state !== "connected") return;
    const change = { state: "needs-login", stateReason: reason } as const;
    updateAccount(db, accountId, { ...change, updatedAt: ports.clock.now() });
    events.emit("accounts.changed", { ids: [accountId] });
    this.refresher.arm();
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
      if (error instanceof GraphFailure && error.kind === "auth")
        this.markNeedsLogin(accountId, error.userMessage);
      return undefined;
    }
  }

  /** Where and with what to speak, also while a login is needed. */
  private async speak(row: AccountRow): Promise<Speaker> {
    const { graphHost, graphVersion } = this.deps.settings.current();
    const host = row.kind === "practice" ? await this.practice.origin() : graphHost;
    const token = await this.tokenOf(row);
    return { accountId: row.id, host, version: graphVersion, token };
  }

  private async tokenOf(row: AccountRow): Promise<Secret> {
    const token = await this.deps.vault.get(tokenKey(row.id));
    if (token) return token;
    const reason = this.deps.vault.isDurable ? TOKEN_GONE : NO_KEYCHAIN;
    this.markNeedsLogin(row.id, reason);
    throw new AppError("account-disconnected", reason);
  }

  private async wake(row: AccountRow): Promise<void> {
    const { vault, ports } = this.deps;
    try {
      if (row.kind === "practice") await this.practice.origin();
      if (await vault.get(tokenKey(row.id))) return this.heal(row);
      if (row.kind === "practice") await this.reopenPractice(row);
      else await this.tokenOf(row);
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
    if (row.state !== "needs-login") return;
    if (row.stateReason !== TOKEN_GONE && row.stateReason !== NO_KEYCHAIN) return;
    const { db, ports } = this.deps;
    const change = { state: "connected", stateReason: null } as const;
    updateAccount(db, row.id, { ...change, updatedAt: ports.clock.now() });
    this.changed(row.id);
  }

  /** A practice token is of no value, so a lost one is simply made anew. */
  private async reopenPractice(row: AccountRow): Promise<void> {
    const { db, vault, ports } = this.deps;
    try {
      const { token, expiresAt } = await this.practice.reopen(row.platformUserId);
      await vault.set(tokenKey(row.id), token);
      const at = { tokenObtainedAt: ports.clock.now(), tokenExpiresAt: expiresAt };
      updateAccount(db, row.id, { ...at, state: "connected", stateReason: null });
    } catch (error) {
      // Its folder was removed, so it knows no such account any more.
      this.markNeedsLogin(
        row.id,
        "The practice Instagram was reset. Open a practice account again.",
      );
      throw error;
    }
  }

  /** @throws AppError; an account whose token is dead is marked. */
  private async renew(row: AccountRow, signal?: AbortSignal): Promise<void> {
    const speaker = await this.speak(row);
    const fresh = await this.asking(row.id, async () => {
      try {
        return await refreshToken(this.deps.graph, speaker, signal);
      } catch (error) {
        if (error instanceof GraphFailure && error.kind === "auth")
          await this.proveDead(speaker, signal);
        throw error;
      }
    });
    const replaced = await this.connections.replaceToken(row.id, speaker.token, fresh);
    if (replaced) this.changed(row.id);
  }

  /** A refused refresh alone proves nothing: a token younger than a day is refused too, and still good. */
  private async proveDead(speaker: Speaker, signal?: AbortSignal): Promise<void> {
    await readMe(this.deps.graph, speaker, signal);
    throw new AppError(
      "conflict",
      "Instagram does not refresh this token yet, but it still works. The app tries again by itself.",
    );
  }

  /** Runs a question to the platform; a dead token marks the account. @throws AppError */
  private async asking<T>(accountId: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof GraphFailure && error.kind === "auth")
        this.markNeedsLogin(accountId, error.userMessage);
      throw asAppError(error);
    }
  }

  /** She renamed the account on Instagram. */
  private rename(id: string, me: { readonly username: string; readonly name: string }): void {
    const row = knownAccount(this.deps.db, id);
    if (row.username === me.username && row.name === me.name) return;
    const { username, name } = me;
    updateAccount(this.deps.db, id, { username, name, updatedAt: this.deps.ports.clock.now() });
    this.changed(id);
  }

  private changed(id: string): Account {
    this.deps.events.emit("accounts.changed", { ids: [id] });
    this.refresher.arm();
    return this.show(id);
  }

  private show(id: string): Account {
    return this.connections.show(knownAccount(this.deps.db, id));
  }
}

const TOKEN_GONE =
  "The token of this account can no longer be opened with this computer's keychain. Connect the account again.";
const NO_KEYCHAIN =
  "This computer has no keychain the app can trust, so the token was kept only until the app closed. Connect the account again.";
