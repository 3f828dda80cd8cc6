import { spawn } from "node:child_process";

/** Opens an address or a folder with whatever the system has for it. */
export function openInBrowser(target: string): Promise<void> {
  const [program, ...args] = openerOf(target);
  const child = spawn(program, args, { stdio: "ignore", detached: true });
  return new Promise((resolve, reject) => {
    child.once("spawn", () => {
      child.unref();
      resolve();
    });
    child.once("error", reject);
  });
}

function openerOf(target: string): [string, ...string[]] {
  if (process.platform === "darwin") return ["open", target];
  if (process.platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler", target];
  return ["xdg-open", target];
}
