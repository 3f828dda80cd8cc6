import { lazy, Suspense, useEffect } from "react";
import { I18nProvider } from "react-aria-components";
import { ipc, onEvent } from "../lib/ipc.ts";
import { navigate } from "../lib/route.ts";
import { useLive } from "../lib/use-live.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { Frame } from "./frame.tsx";
import { NoticeStack } from "./notice-stack.tsx";
import { StartFailure } from "./start-failure.tsx";
import { useReadyMark } from "./ready-mark.ts";
import { useTheme } from "./theme.ts";
import { WelcomeFrame } from "./welcome-frame.tsx";

// Seen once in the life of an installation: every other start goes without it.
const FirstRunScreen = lazy(async () => {
  const file = await import("../features/accounts/first-run-screen.tsx");
  return { default: file.FirstRunScreen };
});

/** Everything in the window: the first screen until there is an account, the frame with its screens after. */
export function App() {
  useTheme();
  useEffect(() => onEvent("app.navigate", ({ route }) => navigate(route)), []);
  return (
    <I18nProvider locale="en-GB">
      <ErrorBoundary>
        <Contents />
      </ErrorBoundary>
      <NoticeStack />
    </I18nProvider>
  );
}

function Contents() {
  const accounts = useLive(ipc.accounts.list, {}, ["accounts.changed"]);
  const isEmpty = accounts.value?.length === 0;
  if (!accounts.value) {
    if (accounts.error) return <StartFailure error={accounts.error} onRetry={accounts.reread} />;
    return null;
  }
  if (isEmpty)
    return (
      <WelcomeFrame>
        <Suspense fallback={null}>
          <FirstRunScreen />
          <Ready />
        </Suspense>
      </WelcomeFrame>
    );
  return <Frame accounts={accounts.value} />;
}

function Ready() {
  useReadyMark(true);
  return null;
}
