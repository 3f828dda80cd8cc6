import { z } from "zod";
import type { Practice } from "../practice.ts";
import { badParameter } from "../problem.ts";
import type { PracticeApp } from "../store.ts";
import { hashToken } from "../tokens.ts";

/** An app as it is set up in Meta's dashboard. Instagram Login and Facebook Login know one app by different ids and secrets. */
export const NewApp = z.strictObject({
  appId: z.string().regex(/^\d{5,20}$/),
  secret: z.string().min(1),
  name: z.string().default("Defeah Studio"),
  login: z.enum(["instagram", "facebook"]),
  /** Compared to the letter. */
  redirectUris: z.array(z.string()),
});
export type NewApp = z.input<typeof NewApp>;

/** @throws ZodError */
export function registerApp({ store, now }: Practice, wanted: NewApp): void {
  const { secret, ...app } = NewApp.parse(wanted);
  store.record({ kind: "app", at: now(), ...app, secretHash: hashToken(secret) });
}

/** @throws Problem 100 unless the app is known to that login and the secret is its own. */
export function needApp(
  { store }: Practice,
  { login, appId, secret }: { login: PracticeApp["login"]; appId: string; secret: string },
): PracticeApp {
  const app = store.app(appId);
  if (!app || app.login !== login) throw badParameter("Invalid platform app");
  if (app.secretHash !== hashToken(secret)) throw badParameter("Error validating client secret.");
  return app;
}
