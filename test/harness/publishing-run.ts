import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import type { Account } from "../../shared/contract/accounts.ts";
import type { PostFormat } from "../../shared/contract/posts.ts";
import type { Publication, Receipt } from "../../shared/contract/publishing.ts";
import { wallTimeAt } from "../../shared/rules/schedule.ts";
import type { FaultScript } from "../../electron/practice/faults.ts";
import type { Behaviour } from "../../electron/practice/limits.ts";
import { PracticeServer } from "../../electron/practice/server.ts";
import type { GraphTiming } from "../../electron/graph/resilience.ts";
import type { Ports } from "../../electron/ports.ts";
import { fakePorts, type FakePorts } from "../fakes/ports.ts";
import { connectThroughFacebook } from "./facebook-login.ts";
import { ObjectStore } from "./object-store.ts";
import { createTestApp, type TestApp } from "./test-app.ts";
import { videoOf } from "./videos.ts";

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
/** Of the media host. Long enough to be looked for, and found wherever it must not be. */
export const HOST_KEY = {
  accessKeyId: "AKIAcanaryOfTheHost7Q2X",
  secretAccessKey: "hostCanary/9sLm+4tVb2Kq8ZrWx1Yd6Np3Jf5Gh7Uc",
};

type Options = {
  /** By which of the logins its account comes in: with a pasted token, or through Facebook's window. */
  readonly login?: "instagram" | "facebook";
  readonly behaviour?: Partial<Behaviour>;
  readonly ports?: Partial<Omit<Ports, "clock">>;
  /** Instead of the timeouts below. */
  readonly timing?: Partial<GraphTiming>;
};

/** What hangs hangs in real time. */
const TIMING: Partial<GraphTiming> = {
  publishTimeoutMs: 1500,
  readTimeoutMs: 6000,
  retryDelaysMs: [],
};

/** A practice Instagram and a media host as servers of their own, with the app pointed at them: faults and ledger at hand. */
export class PublishingRun {
  readonly practice: PracticeServer;
  readonly store: ObjectStore;
  readonly ports: FakePorts;
  private apps: (TestApp & AsyncDisposable)[] = [];
  private pictures = 0;
  account!: Account;
  /** While true, every connection of the app is refused, as without a network. */
  isOffline = false;

  private readonly timing: Partial<GraphTiming>;

  private constructor(
    ports: FakePorts,
    { behaviour, timing }: Required<Pick<Options, "behaviour" | "timing">>,
  ) {
    this.ports = ports;
    this.timing = timing;
    const { clock } = ports;
    this.practice = new PracticeServer({
      folder: mkdtempSync(join(tmpdir(), "defeah-practice-")),
      clock,
      faults: { rules: [] },
      behaviour: { processingMs: 3000, ...behaviour },
    });
    this.store = new ObjectStore({ key: HOST_KEY, region: "auto", now: () => clock.now() });
  }

  static async start(options: Options = {}): Promise<PublishingRun> {
    const { behaviour = {}, ports = {}, timing = TIMING, login = "instagram" } = options;
    const run: PublishingRun = new PublishingRun(
      fakePorts({ fetch: (input, init) => run.fetch(input, init), ...ports }),
      { behaviour, timing },
    );
    await run.practice.start();
    const mediaHostEndpoint = await run.store.start();
    const app = await run.open();
    await app.ipc.settings.set({
      graphHost: run.practice.origin,
      mediaHostEndpoint,
      mediaHostBucket: "defeah",
    });
    await app.ipc.media.setHostKey(HOST_KEY);
    const named = { username: "defeah", name: "Defeah", login };
    const { platformUserId } = run.practice.createAccount(named);
    run.account = await run.connect(platformUserId, login);
    return run;
  }

  private connect(platformUserId: string, login: "instagram" | "facebook"): Promise<Account> {
    if (login === "facebook") return connectThroughFacebook(this.app, this.practice);
    const { token } = this.practice.issueToken(platformUserId);
    return this.ipc.accounts.connect({ token, timeZone: "UTC" });
  }

  /** Through Facebook's window once more. */
  async loginAgain(): Promise<void> {
    this.account = await connectThroughFacebook(this.app, this.practice);
  }

  /** The app that runs now. */
  get app(): TestApp {
    const app = this.apps.at(-1);
    if (!app) throw new Error("No app runs.");
    return app;
  }

  get ipc(): TestApp["ipc"] {
    return this.app.ipc;
  }

  get clock(): FakePorts["clock"] {
    return this.ports.clock;
  }

  /** Starts the app, on another data folder when given. */
  async open(ports: FakePorts = this.ports): Promise<TestApp> {
    const app = await createTestApp(ports, this.timing);
    this.apps.push(app);
    return app;
  }

  async quit(): Promise<void> {
    await this.apps.pop()?.[Symbol.asyncDispose]();
  }

  /** A picture of its own in the library, of the feed's shape or a story's. */
  async picture(height = 800): Promise<string> {
    const shade = 100 + ((this.pictures * 7) % 150);
    const background = { r: shade, g: 255 - shade, b: this.pictures++ % 256 };
    const picture = await sharp({ create: { width: 640, height, channels: 3, background } })
      .jpeg()
      .toBuffer();
    return this.import(`picture-${this.pictures}.jpg`, new Uint8Array(picture));
  }

  /** A video of its own in the library: 4 seconds, 9:16. */
  async video(): Promise<string> {
    const bytes = await videoOf({ tone: 40 + (this.pictures++ % 180) });
    return this.import(`video-${this.pictures}.mp4`, bytes);
  }

  private async import(name: string, bytes: Uint8Array): Promise<string> {
    const imported = await this.ipc.media.import({ name, bytes });
    if (imported.outcome !== "imported")
      throw new Error(`Not imported: ${JSON.stringify(imported)}`);
    return imported.media.id;
  }

  /** A draft of any format, with as many items as it takes at least. */
  async draft(caption: string, format: PostFormat = "image"): Promise<string> {
    const mediaIds = await this.itemsOf(format);
    const accountId = this.account.id;
    return (await this.ipc.posts.create({ accountId, caption, mediaIds, format })).id;
  }

  private async itemsOf(format: PostFormat): Promise<string[]> {
    if (format === "carousel") return [await this.picture(), await this.picture()];
    return [format === "reel" ? await this.video() : await this.picture()];
  }

  /** A post in the queue, due in so many ms; whole minutes, as she types them. Returns the publication's id. */
  async scheduled(
    caption: string,
    inMs = 10 * MINUTE,
    format: PostFormat = "image",
  ): Promise<string> {
    return this.schedule(await this.draft(caption, format), inMs);
  }

  async schedule(postId: string, inMs = 10 * MINUTE): Promise<string> {
    const wallTime = wallTimeAt(this.clock.now() + inMs, "UTC");
    return (await this.ipc.publishing.schedule({ postId, wallTime, zone: "UTC" })).publicationId;
  }

  async receipt(publicationId: string): Promise<Receipt> {
    return this.ipc.publishing.receipt({ publicationId });
  }

  async publication(publicationId: string): Promise<Publication> {
    return (await this.receipt(publicationId)).publication;
  }

  faults(...rules: FaultScript["rules"]): void {
    this.practice.setFaults({ rules });
  }

  /** What the platform itself says it has published, by its ledger; the caption of each. */
  get published(): readonly string[] {
    const ledger = this.practice.ledger();
    const captions = new Map(
      ledger.flatMap((entry) =>
        entry.kind === "container" ? [[entry.containerId, entry.caption ?? ""]] : [],
      ),
    );
    return ledger.flatMap((entry) =>
      entry.kind === "publish" ? [captions.get(entry.containerId) ?? "?"] : [],
    );
  }

  get containers(): number {
    return this.practice.ledger().filter((entry) => entry.kind === "container").length;
  }

  /** The steps of the history with their outcomes, as `publish:intent`. */
  async history(publicationId: string): Promise<readonly string[]> {
    const { attempts } = await this.receipt(publicationId);
    return attempts.map(({ step, outcome }) => `${step}:${outcome}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    while (this.apps.length > 0) await this.quit();
    await this.practice.stop();
    await this.store.stop();
  }

  private async fetch(...[input, init]: Parameters<typeof fetch>): ReturnType<typeof fetch> {
    const url = new URL(input instanceof Request ? input.url : String(input));
    if (url.hostname !== "127.0.0.1") throw new Error(`Unexpected network: ${url.origin}`);
    if (this.isOffline)
      throw new TypeError("fetch failed", {
        cause: Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" }),
      });
    return fetch(input, init);
  }
}
