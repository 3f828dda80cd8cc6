import { html, type Markup } from "../../lib/markup.ts";
import type { Reply } from "../exchange.ts";
import { pageReply } from "../pages/html.ts";
import { NOTICE } from "../pages/pages.ts";
import type { Practice } from "../practice.ts";
import type { PracticeApp } from "../store.ts";
import { PERMISSIONS } from "../tokens.ts";

/** A login as an app asked for it, in words that the server accepts. */
export type Asked = {
  readonly app: PracticeApp;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string | null;
};

/** Who could allow it: an Instagram account, or a person on Facebook with Pages. */
type Person = { readonly id: string; readonly label: string };

/**
 * The page of `www.instagram.com/oauth/authorize` or `www.facebook.com/{v}/dialog/oauth` (Business Login for Instagram, Manually
 * Build a Login Flow). Its links go to `…/decide`, which sends the browser back to the app.
 */
export function authorizePage(practice: Practice, url: URL, login: PracticeApp["login"]): Reply {
  const asked = readAsked(practice, url.searchParams, login);
  if (typeof asked === "string") return errorPage(asked);
  const people = peopleOf(practice, login);
  const choices = people.map((person) => choice(url, person));
  const body = html`${NOTICE}
    <main class="login">
      <h1>${asked.app.name}</h1>
      <p>
        wants to use an account of the practice ${login === "facebook" ? "Facebook" : "Instagram"}:
      </p>
      <ul class="scopes">
        ${asked.scopes.map((scope) => html`<li>${scope}</li>`)}
      </ul>
      ${choices.length > 0 ? choices : html`<p class="empty">There is no such practice account.</p>`}
      <p><a href="${decideLink(url, { decision: "deny" })}" data-decision="deny">Not now</a></p>
    </main>`;
  return pageReply({ title: "Log in · Practice Instagram", body });
}

function choice(url: URL, { id, label }: Person): Markup {
  const allow = decideLink(url, { decision: "allow", who: id });
  const part = decideLink(url, { decision: "allow", who: id, without: "publish" });
  return html`<section>
    <h2>${label}</h2>
    <p>
      <a class="allow" href="${allow}" data-decision="allow" data-who="${id}">Allow</a>
      <a href="${part}" data-decision="allow-part" data-who="${id}">Allow all but publishing</a>
    </p>
  </section>`;
}

function decideLink(url: URL, params: Readonly<Record<string, string>>): string {
  const link = new URL(`${url.pathname.replace(/\/$/, "")}/decide${url.search}`, url);
  for (const [name, value] of Object.entries(params)) link.searchParams.set(name, value);
  return `${link.pathname}${link.search}`;
}

/** Sends the browser back with a code, or with the refusal. `#_` and `#_=_` are what the platform puts at the end. */
export function decide(practice: Practice, url: URL, login: PracticeApp["login"]): Reply {
  const asked = readAsked(practice, url.searchParams, login);
  if (typeof asked === "string") return errorPage(asked);
  const who = url.searchParams.get("who");
  const back = new URL(asked.redirectUri);
  const person = peopleOf(practice, login).find(({ id }) => id === who);
  if (url.searchParams.get("decision") === "deny") {
    back.searchParams.set("error", "access_denied");
    back.searchParams.set("error_reason", "user_denied");
    back.searchParams.set("error_description", "The user denied your request");
  } else if (person) {
    const isPart = url.searchParams.get("without") === "publish";
    const permissions = asked.scopes.filter((scope) => !isPart || !/publish/.test(scope));
    const { app, redirectUri } = asked;
    const grant = { appId: app.appId, redirectUri, holderId: person.id, permissions };
    back.searchParams.set("code", practice.codes.issue(grant));
  } else return errorPage("There is no such account.");
  if (asked.state !== null) back.searchParams.set("state", asked.state);
  const location = `${back.href}${login === "facebook" ? "#_=_" : "#_"}`;
  return { status: 302, headers: { location, "referrer-policy": "no-referrer" }, body: "" };
}

/** What was asked, or what is wrong with it: then nobody is sent anywhere. */
function readAsked(
  { store }: Practice,
  params: URLSearchParams,
  login: PracticeApp["login"],
): Asked | string {
  const app = store.app(params.get("client_id") ?? "");
  if (!app || app.login !== login) return "Invalid platform app";
  const redirectUri = params.get("redirect_uri") ?? "";
  if (!app.redirectUris.includes(redirectUri)) return "Invalid redirect_uri";
  if (params.get("response_type") !== "code") return "Invalid response_type";
  const scopes = (params.get("scope") ?? "").split(/[\s,]+/).filter(Boolean);
  const known: readonly string[] = PERMISSIONS[login];
  const unknown = scopes.find((scope) => !known.includes(scope));
  if (scopes.length === 0 || unknown !== undefined) return `Invalid scopes: ${unknown ?? "none"}`;
  return { app, redirectUri, scopes: [...new Set(scopes)], state: params.get("state") };
}

function peopleOf({ store }: Practice, login: PracticeApp["login"]): readonly Person[] {
  if (login === "instagram")
    return store
      .listAccounts()
      .filter((account) => account.login === "instagram")
      .map(({ platformUserId, username }) => ({ id: platformUserId, label: `@${username}` }));
  const people = Map.groupBy(store.listPages(), (page) => page.personId);
  return [...people].map(([id, pages]) => ({
    id,
    label: pages.map(({ name }) => name).join(", "),
  }));
}

function errorPage(text: string): Reply {
  const body = html`<main>
    <h1>Sorry, something went wrong.</h1>
    <p class="empty">${text}</p>
  </main>`;
  return pageReply({ title: "Error · Practice Instagram", body }, 400);
}
