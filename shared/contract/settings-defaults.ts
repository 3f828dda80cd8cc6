import type { Settings } from "./settings.ts";

/**
 * What each setting is until she changes it. Apart from the schemas, so that a screen may show a default without carrying
 * zod. Graph API v26.0 is the newest as of 2026-11-22 (Graph API changelog).
 */
export const SETTINGS_DEFAULTS: Settings = {
  theme: "system",
  weekStartsOn: "monday",
  graceMinutes: 60,
  notifyOnPublished: true,
  startAtLogin: false,
  graphHost: "https://graph.instagram.com",
  graphVersion: "v26.0",
  facebookGraphHost: "https://graph.facebook.com",
  instagramAppId: "",
  facebookAppId: "",
  instagramLoginHost: "https://www.instagram.com",
  instagramCodeHost: "https://api.instagram.com",
  facebookLoginHost: "https://www.facebook.com",
  instagramRedirect: "https://localhost/auth/",
  facebookRedirect: "https://www.facebook.com/connect/login_success.html",
  mediaHostEndpoint: "",
  mediaHostBucket: "",
  mediaHostRegion: "auto",
  facebookPictureHost: "media-host",
  paused: false,
};
