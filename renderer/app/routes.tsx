import { Fragment, lazy, Suspense, useEffect, type ReactNode } from "react";
import { CalendarScreen } from "../features/calendar/calendar-screen.tsx";
import type { Route } from "../lib/route.ts";
import { useReadyMark } from "./ready-mark.ts";

// The calendar is the first screen, so it comes with the frame: its files are asked for by the page, not by a script.
const ComposerScreen = lazy(async () => {
  const file = await import("../features/composer/composer-screen.tsx");
  return { default: file.ComposerScreen };
});
const LibraryScreen = lazy(async () => {
  const file = await import("../features/media/library-screen.tsx");
  return { default: file.LibraryScreen };
});
const OutboxScreen = lazy(async () => {
  const file = await import("../features/outbox/outbox-screen.tsx");
  return { default: file.OutboxScreen };
});
const AccountsScreen = lazy(async () => {
  const file = await import("../features/accounts/accounts-screen.tsx");
  return { default: file.AccountsScreen };
});
const ProfileScreen = lazy(async () => {
  const file = await import("../features/accounts/profile-screen.tsx");
  return { default: file.ProfileScreen };
});
const SettingsScreen = lazy(async () => {
  const file = await import("../features/settings/settings-screen.tsx");
  return { default: file.SettingsScreen };
});

/**
 * The screen of a route, anew for each account. Loaded when first gone to, except the calendar; `onMounted` is called once
 * it stands.
 */
export function RoutedScreen(props: {
  readonly route: Route;
  readonly accountId: string;
  readonly onMounted: () => void;
}) {
  return (
    <Suspense fallback={null}>
      <Mounted onMounted={props.onMounted}>
        <Fragment key={props.accountId}>{screenOf(props.route)}</Fragment>
      </Mounted>
    </Suspense>
  );
}

function screenOf(route: Route): ReactNode {
  if (route.screen === "composer") return <ComposerScreen postId={route.postId ?? undefined} />;
  if (route.screen === "outbox") return <OutboxScreen publicationId={route.publicationId} />;
  if (route.screen === "profile") return <ProfileScreen accountId={route.accountId} />;
  const Screen = PLAIN[route.screen];
  return <Screen />;
}

const PLAIN = {
  calendar: CalendarScreen,
  library: LibraryScreen,
  accounts: AccountsScreen,
  settings: SettingsScreen,
} as const;

// Its effect runs once the lazily loaded screen inside has been mounted.
function Mounted(props: { readonly onMounted: () => void; readonly children: ReactNode }) {
  const { onMounted } = props;
  useReadyMark(true);
  useEffect(() => onMounted(), [onMounted]);
  return props.children;
}
