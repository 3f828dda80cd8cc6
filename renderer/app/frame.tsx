import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import type { Account } from "../../shared/contract/accounts.ts";
import { closeImport } from "../lib/imports.ts";
import { navigate, pathOf, useRoute, type Route } from "../lib/route.ts";
import { ShownAccountProvider } from "../lib/shown-account.tsx";
import { useShownRehearsal } from "../lib/shown-rehearsal.ts";
import { DropZone } from "./drop-zone.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import styles from "./frame.module.css";
import { ImportTray } from "./import-tray.tsx";
import { showAccount, showPalette, useFrameState } from "./frame-state.ts";
import { RoutedScreen } from "./routes.tsx";
import { titleOf } from "./screens.ts";
import { useShortcuts } from "./shortcuts.ts";
import { Sidebar } from "./sidebar.tsx";
import { TitleBar } from "./title-bar.tsx";

const CommandPalette = lazy(async () => {
  const file = await import("./command-palette.tsx");
  return { default: file.CommandPalette };
});

const ShortcutSheet = lazy(async () => {
  const file = await import("./shortcut-sheet.tsx");
  return { default: file.ShortcutSheet };
});

const RehearsalDialog = lazy(async () => {
  const file = await import("./rehearsal-dialog.tsx");
  return { default: file.RehearsalDialog };
});

/** The window with its sidebar and the screen she is on, for the account chosen in the sidebar. */
export function Frame(props: { readonly accounts: readonly Account[] }) {
  const route = useRoute();
  const place = keyOf(route);
  const { accountId, isPaletteOpen, isSheetOpen } = useFrameState();
  // Loaded when first asked for; it stays after that, because it fades out when it closes.
  const [isSheetWanted, setSheetWanted] = useState(false);
  if (isSheetOpen && !isSheetWanted) setSheetWanted(true);
  const account = props.accounts.find((item) => item.id === accountId) ?? props.accounts[0];
  const { main, focusScreen } = useFocusOnMove(place);
  useEffect(() => {
    document.title = `${titleOf(route.screen)} · Defeah Studio`;
    closeImport(); // it has been seen, and must not lie on the next screen's buttons
  }, [route.screen]);
  if (!account) return null;
  return (
    <ShownAccountProvider account={account}>
      <Keys />
      <div className={styles["frame"]}>
        <a
          href="#main"
          className={styles["skip"]}
          onClick={(event) => {
            event.preventDefault();
            main.current?.focus();
          }}
        >
          Skip to the screen
        </a>
        <div className={styles["top"]}>
          <TitleBar onSearch={() => showPalette(true)} />
        </div>
        <Sidebar
          accounts={props.accounts}
          account={account}
          current={route.screen}
          onAccount={(next) => showAccount(next.id)}
        />
        <main id="main" ref={main} tabIndex={-1} className={styles["main"]}>
          <ErrorBoundary
            key={place}
            way={{ label: "Go to the calendar", go: () => navigate("/calendar") }}
          >
            <RoutedScreen
              key={place}
              route={route}
              accountId={account.id}
              onMounted={focusScreen}
            />
          </ErrorBoundary>
        </main>
      </div>
      <Suspense fallback={null}>
        {isPaletteOpen && <CommandPalette onClose={() => showPalette(false)} />}
        {isSheetWanted && <ShortcutSheet />}
        <RehearsalWhenAsked />
      </Suspense>
      <DropZone />
      <ImportTray />
    </ShownAccountProvider>
  );
}

/** A receipt opens beside the outbox's list, so the screen stays; everywhere else another path is another screen. */
function keyOf(route: Route): string {
  return route.screen === "outbox" ? "outbox" : pathOf(route);
}

/** Loaded when first asked for; it stays after that, for the same reason as the sheet of keys. */
function RehearsalWhenAsked() {
  const isAsked = useShownRehearsal((state) => state.postId !== null);
  const [isWanted, setWanted] = useState(false);
  if (isAsked && !isWanted) setWanted(true);
  return isWanted && <RehearsalDialog />;
}

function Keys() {
  useShortcuts();
  return null;
}

/** After a move, focus goes to the new screen's title, so that the keyboard and the screen reader are there too. */
function useFocusOnMove(path: string) {
  const main = useRef<HTMLElement>(null);
  const [first] = useState(path);
  const hasMoved = useRef(false);
  useEffect(() => {
    if (path !== first) hasMoved.current = true;
  }, [path, first]);
  const focusScreen = useCallback(() => {
    if (path === first && !hasMoved.current) return;
    const title = main.current?.querySelector<HTMLElement>("[data-screen-title]");
    (title ?? main.current)?.focus({ preventScroll: true });
  }, [path, first]);
  return { main, focusScreen };
}
