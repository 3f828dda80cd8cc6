import { browser } from "./browser.ts";

type Question = {
  readonly kind: "files" | "question";
  readonly title: string;
  readonly detail: string;
  readonly buttons: readonly string[];
};

/** An app window takes no `about:blank`. */
const EMPTY_PAGE = "data:text/html,<!doctype html><title>Defeah Studio</title>";
const BINDING = "hostDialogAnswer";

/** Asks in a small window of the browser, because there is no native dialog without Electron. Files give their real paths. */
export async function askOnScreen(question: Question): Promise<readonly string[] | number> {
  const answer = Promise.withResolvers<readonly string[] | number>();
  const cancelled = question.kind === "files" ? [] : 0;
  const page = await browser.open(
    { width: 520, height: 300, appUrl: EMPTY_PAGE },
    { mayOpen: () => false, gone: () => answer.resolve(cancelled) },
  );
  const ask = <T>(method: string, params: object = {}) =>
    page.cdp.send<T>(method, params, page.sessionId);
  page.cdp.on(
    "Runtime.bindingCalled",
    ({ payload }: { payload: string }) => {
      const pressed = Number(payload);
      void (question.kind === "files" && pressed === 1 ? pathsOf(ask) : Promise.resolve(pressed))
        .then((value) => answer.resolve(question.kind === "files" && value === 0 ? [] : value))
        .catch(answer.reject);
    },
    page.sessionId,
  );
  await ask("Runtime.enable");
  await ask("Runtime.addBinding", { name: BINDING });
  await ask("Page.enable");
  const loaded = new Promise((resolve) => {
    page.cdp.on("Page.loadEventFired", resolve, page.sessionId);
  });
  await ask("Page.navigate", { url: EMPTY_PAGE });
  await loaded;
  await ask("Runtime.evaluate", { expression: pageFor(question) });
  const value = await answer.promise;
  await page.cdp.send("Target.closeTarget", { targetId: page.targetId }).catch(() => {});
  return value;
}

/** The files she chose, by the paths that only the browser knows. */
async function pathsOf(
  ask: <T>(method: string, params?: object) => Promise<T>,
): Promise<readonly string[]> {
  const paths: string[] = [];
  for (let index = 0; ; index += 1) {
    const { result } = await ask<{ result: { objectId?: string } }>("Runtime.evaluate", {
      expression: `document.querySelector("input").files[${index}]`,
    });
    if (!result.objectId) return paths;
    const { path } = await ask<{ path: string }>("DOM.getFileInfo", { objectId: result.objectId });
    paths.push(path);
  }
}

/** Builds the page from texts, never from markup. */
function pageFor({ kind, title, detail, buttons }: Question): string {
  const labels = kind === "files" ? ["Cancel", "Use these files"] : buttons;
  return `{
    const add = (tag, text) => {
      const element = document.createElement(tag);
      element.textContent = text;
      document.body.append(element);
      return element;
    };
    document.title = "Defeah Studio";
    document.body.style.cssText = "font: 14px/20px system-ui; padding: 24px; background: #FAF7F2; color: #2A2420";
    add("h3", ${JSON.stringify(title)});
    add("p", ${JSON.stringify(detail)});
    if (${JSON.stringify(kind)} === "files") {
      const input = add("input", "");
      input.type = "file";
      input.multiple = true;
      add("p", "");
    }
    ${JSON.stringify(labels)}.forEach((label, index) => {
      const button = add("button", label);
      button.style.marginRight = "8px";
      button.onclick = () => ${BINDING}(String(index));
    });
  }`;
}
