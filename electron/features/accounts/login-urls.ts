import type { LoginWay } from "../../../shared/contract/accounts.ts";
import type { Settings } from "../../../shared/contract/settings.ts";
import type { LoginApp } from "../../graph/endpoints/oauth.ts";
import { PAGE_PICTURES, PERMISSIONS } from "./permissions.ts";

/** Where a login begins (Business Login for Instagram; Manually Build a Login Flow). No secret is in it. */
export function authorizeUrl(
  settings: Settings,
  wish: { readonly login: LoginWay; readonly app: LoginApp; readonly state: string },
): string {
  const { needed, wanted } = PERMISSIONS[wish.login];
  const url = new URL(
    wish.login === "instagram"
      ? `${bare(settings.instagramLoginHost)}/oauth/authorize`
      : `${bare(settings.facebookLoginHost)}/${settings.graphVersion}/dialog/oauth`,
  );
  url.search = new URLSearchParams({
    client_id: wish.app.appId,
    redirect_uri: wish.app.redirectUri,
    response_type: "code",
    scope: [...needed, ...wanted, ...forPictures(settings, wish.login)].join(","),
    state: wish.state,
  }).toString();
  return url.toString();
}

/** Only when it is wanted: an app that was not given a permission may not even ask for it. */
function forPictures(settings: Settings, login: LoginWay): readonly string[] {
  return login === "facebook" && settings.facebookPictureHost === "page" ? [PAGE_PICTURES] : [];
}

function bare(host: string): string {
  return host.replace(/\/+$/, "");
}
