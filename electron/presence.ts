import { millisecondsInDay as DAY_MS } from "date-fns/constants";
import type { Account } from "../shared/contract/accounts.ts";
import type { Publication, PublisherStatus } from "../shared/contract/publishing.ts";
import type { AccountsService } from "./features/accounts/service.ts";
import type { PostsService } from "./features/posts/service.ts";
import type { PublishingService } from "./features/publishing/service.ts";
import type { SettingsService } from "./features/settings/service.ts";
import { DAMAGED_VIEW, noteForOverdue, withAlarm } from "./lib/alarm-view.ts";
import type { Events } from "./lib/events.ts";
import { noteFor, noteForAccount, noteForMissed, type Note } from "./lib/notes.ts";
import { trayView } from "./lib/tray-view.ts";
import type { Ports, TrayCommand } from "./ports.ts";

export type PresenceDeps = {
  readonly events: Events;
  readonly ports: Ports;
  readonly accounts: AccountsService;
  readonly posts: PostsService;
  readonly publishing: PublishingService;
  readonly settings: SettingsService;
  /** What the watch found: due, and not accounted for. */
  readonly watchdog: { readonly overdue: readonly string[] };
};

/** What she sees of the app without its window: tray, notifications, and the way out. Hears what happened; decides nothing. */
export class Presence {
  private readonly deps: PresenceDeps;
  /** What was last told of each publication, so that each thing is told once. */
  private readonly told = new Map<string, string>();
  private toldOverdue: ReadonlySet<string> = new Set();
  private readonly changed = new Set<string>();
  private isShowing = false;
  private stopListening: readonly (() => void)[] = [];

  constructor(deps: PresenceDeps) {
    this.deps = deps;
  }

  /** Before publishing starts, so that what recovery finds is told. What was so before is not news. */
  start(): void {
    const { accounts, events, ports, publishing } = this.deps;
    for (const publication of publishing.open())
      this.told.set(publication.id, standingOf(publication));
    for (const account of accounts.list()) this.isAccountNews(account);
    this.stopListening = [
      events.subscribe((name, payload) => {
        if (name === "publishing.changed" && "ids" in payload)
          for (const id of payload.ids) this.changed.add(id);
        // Each keystroke changes a post; only what changes the queue, the accounts or a setting changes the tray.
        if (name !== "posts.changed" && name !== "media.changed") this.showSoon();
      }),
      ports.tray.onCommand((command) => this.obey(command)),
    ];
    this.showSoon();
  }

  stop(): void {
    for (const stop of this.stopListening) stop();
    this.stopListening = [];
  }

  /** One look for all that changes in one turn: events may come in the middle of a transaction. */
  private showSoon(): void {
    if (this.isShowing) return;
    this.isShowing = true;
    queueMicrotask(() => {
      this.isShowing = false;
      if (this.stopListening.length > 0) this.show();
    });
  }

  private show(): void {
    const { accounts, ports, publishing, settings } = this.deps;
    if (settings.isDamaged) return ports.tray.show(DAMAGED_VIEW);
    const ids = [...this.changed];
    this.changed.clear();
    this.notify(publishing.find(ids).filter((item) => this.isNews(item)));
    // One alert for the account, not one for each of its posts.
    for (const account of accounts.list())
      if (this.isAccountNews(account)) ports.notifier.notify(noteForAccount(account).text);
    const overdue = publishing.find(this.deps.watchdog.overdue);
    this.notifyOverdue(overdue);
    const view = trayView({
      status: publishing.status(),
      attention: publishing.attention(),
      accounts: accounts.list().filter((account) => standingOfAccount(account) !== null),
      startAtLogin: ports.autostart.isEnabled(),
    });
    ports.tray.show(withAlarm(view, overdue));
  }

  /** Each once, for as long as it stands still. */
  private notifyOverdue(overdue: readonly Publication[]): void {
    for (const item of overdue)
      if (!this.toldOverdue.has(item.id))
        this.deps.ports.notifier.notify(noteForOverdue(item).text);
    this.toldOverdue = new Set(overdue.map(({ id }) => id));
  }

  private isNews(publication: Publication): boolean {
    const standing = standingOf(publication);
    const before = this.told.get(publication.id);
    this.told.set(publication.id, standing);
    return before !== standing;
  }

  private isAccountNews(account: Account): boolean {
    const standing = standingOfAccount(account);
    const before = this.told.get(account.id) ?? null;
    if (standing === null) this.told.delete(account.id);
    else this.told.set(account.id, standing);
    return standing !== null && before !== standing;
  }

  /** Several missed ones are one note: they come together, after a sleep or at a start. */
  private notify(news: readonly Publication[]): void {
    const missed = news.filter((item) => item.state === "missed");
    const notes: (Note | null)[] =
      missed.length > 1
        ? [
            noteForMissed(missed.length),
            ...news.filter((item) => !missed.includes(item)).map(noteFor),
          ]
        : news.map(noteFor);
    const { notifyOnPublished } = this.deps.settings.current();
    for (const note of notes)
      if (note && (note.isLoud || notifyOnPublished)) this.deps.ports.notifier.notify(note.text);
  }

  private obey(command: TrayCommand): void {
    const { ports, publishing, settings } = this.deps;
    switch (command.kind) {
      case "open":
        return ports.windows.show(command.route);
      case "set-paused":
        return void publishing.setPaused({ paused: command.paused });
      case "set-start-at-login":
        return void settings.update({ startAtLogin: command.enabled });
      case "publish-next":
        return this.publishNext();
      case "new-draft":
        return this.newDraft();
      case "quit":
        return void this.quit(publishing.status());
    }
  }

  private publishNext(): void {
    const { ports, publishing } = this.deps;
    const [next] = publishing.status().next;
    if (!next) return ports.windows.show("/calendar");
    try {
      publishing.publishNow({ postId: next.postId });
    } catch (error) {
      // A rule stops it: the tray has no place for the reason, the composer shows it.
      ports.log.error("presence.publish-next", { error });
      ports.windows.show(`/composer/${next.postId}`);
    }
  }

  private newDraft(): void {
    const { accounts, ports, posts } = this.deps;
    const [account] = accounts.list();
    if (!account) return ports.windows.show("/accounts");
    const post = posts.create({
      accountId: account.id,
      caption: "",
      mediaIds: [],
      format: "image",
    });
    ports.windows.show(`/composer/${post.id}`);
  }

  /** Quitting stops publishing: said when it matters. The first button is the safe one. */
  private async quit(status: PublisherStatus): Promise<void> {
    const { ports } = this.deps;
    const soon = ports.clock.now() + DAY_MS;
    const due = status.next.filter((entry) => entry.plan.at <= soon);
    const [first] = due;
    if ((!first && status.publishing === 0) || status.paused) return ports.host.quit();
    const answer = await ports.dialogs.ask({
      title: first
        ? `“${first.title}” is due ${first.plan.wallTime.replace("T", " at ")}`
        : "A post is being published",
      detail:
        "Defeah Studio publishes only while it runs. After quitting nothing goes out until you start it again. Closing the window is enough to get it out of the way.",
      buttons: ["Keep running", "Quit all the same"],
    });
    if (answer === 1) ports.host.quit();
  }
}

/** What she must do for an account, as one word; null when nothing. */
function standingOfAccount({ state, trouble }: Account): string | null {
  if (trouble) return trouble.kind;
  return state === "needs-login" ? state : null;
}

/** What is worth telling once: an end, or a wait that only she can end. */
function standingOf(publication: Publication): string {
  const { state, waitReason } = publication;
  const isHers = waitReason === "disk" || waitReason === "media-host";
  return isHers ? `waiting for ${waitReason}` : state;
}
