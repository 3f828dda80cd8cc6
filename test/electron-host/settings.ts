/** How this host runs, from its environment. */
export const hostSettings = {
  /** A test holds the other end of the IPC channel: no display is used, dialogs wait for the test's answer. */
  isTested: process.send !== undefined,
  hasDisplay:
    process.platform === "win32" ||
    process.platform === "darwin" ||
    Boolean(process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"]),
  /** What `app.isPackaged` says. */
  isPackaged: process.env["ELECTRON_HOST_PACKAGED"] === "1",
  /** `durable`: a keyring, for tests of what needs one. `promised`: one that the desktop names and that does not answer. Otherwise none. */
  keyring: process.env["ELECTRON_HOST_KEYRING"] ?? "basic_text",
};
