import type { Account } from "../../../shared/contract/accounts.ts";
import { AppError } from "../../../shared/result.ts";
import type { Fake, FakeRoutes } from "./fake-bridge.ts";
import { loginRoutes } from "./fake-logins.ts";
import { diagnosisOf } from "./fake-diagnosis.ts";
import { liveAccount, practiceAccount } from "./world.ts";

/** Accounts: a token of fewer than twenty characters is refused, as Instagram would. */
export function accountsRoutes({ world, emit }: Fake): FakeRoutes<"accounts"> {
  const find = (id: string): Account => {
    const account = world.accounts.find((item) => item.id === id);
    if (!account) throw new AppError("not-found", "There is no such account.");
    return account;
  };
  const put = (account: Account): Account => {
    world.accounts = [...world.accounts.filter((item) => item.id !== account.id), account];
    emit("accounts.changed", { ids: [account.id] });
    return account;
  };
  const replace = (id: string, change: Partial<Account>): Account => {
    const changed = { ...find(id), ...change };
    world.accounts = world.accounts.map((item) => (item.id === id ? changed : item));
    emit("accounts.changed", { ids: [id] });
    return changed;
  };
  return {
    list: async () => world.accounts,
    connect: async ({ token, timeZone }) => {
      if (token.length < 20)
        throw new AppError(
          "rejected-by-platform",
          "Instagram does not know this token (190). Generate a new one and paste the whole of it.",
        );
      return put({ ...liveAccount(world.now), timeZone: timeZone ?? "Europe/Berlin" });
    },
    connectPractice: async ({ timeZone }) =>
      put({ ...practiceAccount(world.now), timeZone: timeZone ?? "Europe/Berlin" }),
    ...loginRoutes({ world, put }),
    refresh: async ({ id }) =>
      replace(id, { tokenObtainedAt: world.now, tokenExpiresAt: world.now + 60 * 86_400_000 }),
    resume: async ({ id }) => replace(id, { trouble: null }),
    diagnose: async ({ id }) => diagnosisOf(find(id), world.now),
    openScreen: async () => ({ done: true }),
    quota: async () => ({ used: 3, total: 50, durationMs: 86_400_000 }),
    setTimeZone: async ({ id, timeZone }) => replace(id, { timeZone }),
    disconnect: async ({ id }) => {
      const waiting = world.posts.filter(
        (post) => post.accountId === id && post.status === "scheduled",
      ).length;
      if (waiting > 0)
        throw new AppError(
          "conflict",
          `${waiting} scheduled posts would go out on this account. Unschedule them first.`,
        );
      world.accounts = world.accounts.filter((item) => item.id !== id);
      emit("accounts.changed", { ids: [id] });
      return { done: true };
    },
    profile: async ({ id }) => {
      const posts = world.publications
        .filter((item) => item.accountId === id && item.igMediaId !== null)
        .sort((a, b) => (b.publishedAt ?? 0) - (a.publishedAt ?? 0));
      return {
        account: find(id),
        followersCount: 4218,
        mediaCount: posts.length,
        posts: posts.slice(0, 60).map((item) => ({
          igMediaId: item.igMediaId ?? "",
          caption: world.posts.find((post) => post.id === item.postId)?.caption ?? item.title,
          permalink: item.permalink,
          postedAt: item.publishedAt ?? 0,
          picture: `app-media://profile/${id}/${item.igMediaId}`,
          publicationId: item.id,
        })),
      };
    },
    openProfile: async () => ({ done: true }),
  };
}
