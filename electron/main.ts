import type { createApp as CreateApp } from "./app.ts";
import { createShell } from "./shell/shell.ts";

type Waits = {
  readonly graph?: Parameters<typeof CreateApp>[1];
  readonly publishing?: Parameters<typeof CreateApp>[2];
};

/**
 * Electron's entry: the only place where the app and Electron meet. Nothing awaits at the top level, because Electron
 * holds `ready` back until this module has run to its end. No shell means that another instance has this data folder;
 * that one comes to the front.
 */
const shell = createShell(process.argv.slice(1));

shell?.whenReady(async (ports) => {
  const { graph, publishing } = shell.testTimes as Waits;
  // Read only now: most of the app's code is, and its database is opened, while the window loads its page.
  const app = await shell.serve(async () => {
    const { createApp } = await import("./app.ts");
    return createApp(ports, graph, publishing);
  });
  await app.start({ after: shell.firstScreen });
});
