import { SETTINGS_DEFAULTS } from "../../../shared/contract/settings-defaults.ts";
import { Settings } from "../../../shared/contract/settings.ts";
import type { StoredSetting } from "./queries.ts";

/** What the stored rows mean: each key parsed by itself, so that one bad value harms no other. */
export type ReadSettings = { readonly settings: Settings; readonly ignored: readonly string[] };

/** Reads stored rows over the defaults. Keys this version does not know are left alone: a newer version may have set them. */
export function readSettings(rows: readonly StoredSetting[]): ReadSettings {
  const settings: Record<string, unknown> = { ...SETTINGS_DEFAULTS };
  const ignored: string[] = [];
  for (const { key, value } of rows) {
    if (!Object.hasOwn(Settings.shape, key)) continue;
    const field = Settings.shape[key as keyof Settings];
    const parsed = field.safeParse(parseJson(value));
    if (parsed.success) settings[key] = parsed.data;
    else ignored.push(key);
  }
  return { settings: settings as Settings, ignored };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // nonsense in the table: no schema accepts undefined, so the default holds
  }
}
