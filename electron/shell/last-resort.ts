const TITLE = "Defeah Studio has stopped answering";
const BODY =
  "Nothing is published until it answers again. If it does not within a minute, end it and start it anew; no post is lost or sent twice by that.";

/** On Windows the message hangs on an icon of its own, for as long as it is shown. */
const BALLOON = [
  "Add-Type -AssemblyName System.Windows.Forms, System.Drawing",
  "$icon = New-Object System.Windows.Forms.NotifyIcon",
  "$icon.Icon = [System.Drawing.SystemIcons]::Warning",
  "$icon.Visible = $true",
  `$icon.ShowBalloonTip(20000, '${TITLE}', '${BODY}', 'Warning')`,
  "Start-Sleep -Seconds 25",
  "$icon.Dispose()",
].join("; ");

/** The system's own way to show a warning without our window, tray or event loop: fixed words, no part of them hers. */
export function lastResort(platform: NodeJS.Platform): readonly string[] {
  if (platform === "win32")
    return [
      "powershell.exe",
      "-NoProfile",
      "-NonInteractive",
      "-WindowStyle",
      "Hidden",
      "-Command",
      BALLOON,
    ];
  if (platform === "darwin")
    return ["/usr/bin/osascript", "-e", `display notification "${BODY}" with title "${TITLE}"`];
  return ["notify-send", "--urgency=critical", "--app-name=Defeah Studio", TITLE, BODY];
}
