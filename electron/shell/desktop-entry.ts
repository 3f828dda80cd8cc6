/** Quoted as the desktop entry specification 1.5 says for `Exec`; `%` is its own escape. */
export function desktopEntry(command: readonly string[]): string {
  const quoted = command.map(
    (part) => `"${part.replaceAll("%", "%%").replaceAll(/["`$\\]/g, (c) => `\\\\${c}`)}"`,
  );
  return [
    "[Desktop Entry]",
    "Type=Application",
    "Name=Defeah Studio",
    `Exec=${quoted.join(" ")}`,
    "X-GNOME-Autostart-enabled=true",
    "",
  ].join("\n");
}
