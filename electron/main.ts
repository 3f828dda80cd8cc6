import { createApp } from "./app.ts";
import { createShell } from "./shell/shell.ts";

type Waits = {
  readonly graph?: Parameters<typeof createApp>[1];
  readonly publishing?: Parameters<typeof createApp>[2];
};

/**
 * Electron's entry: the only place where the app and Electron meet. Nothing awaits at the top level, because Electron
 * holds `ready` back until this module has run to its end. No shell means that another instance has this data folder;
 * that one comes to the front.
 */
const shell = createShell(process.argv.slice(1));

shell?.whenReady(async (ports) => {
  const { graph, publishing } = shell.testTimes as Waits;
  const app = createApp(ports, graph, publishing);
  shell.serve(app);
  shell.openFirstWindow();
  await app.start();
});
