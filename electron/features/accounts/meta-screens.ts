import type { MetaScreen } from "../../../shared/contract/diagnosis.ts";

/**
 * Meta's own screens, by where they stood in November 2026. Only these are ever opened for a finding. The words beside the
 * button name the way through the menus too, since Meta moves its pages.
 */
export const META_SCREENS: Readonly<Record<MetaScreen, { label: string; url: string }>> = {
  "app-dashboard": {
    label: "Open Meta’s App Dashboard",
    url: "https://developers.facebook.com/apps/",
  },
  "app-testers": {
    label: "Open Apps and websites",
    url: "https://www.instagram.com/accounts/manage_access/",
  },
  "account-type": {
    label: "Open the account type",
    url: "https://www.instagram.com/accounts/convert_to_professional_account/",
  },
  "account-status": { label: "Open Instagram", url: "https://www.instagram.com/" },
  "page-link": {
    label: "Open the Page’s linked accounts",
    url: "https://www.facebook.com/settings/?tab=linked_instagram",
  },
  "page-access": {
    label: "Open Business settings",
    url: "https://business.facebook.com/settings/pages",
  },
  "business-integrations": {
    label: "Open Business integrations",
    url: "https://www.facebook.com/settings/?tab=business_tools",
  },
  "platform-status": { label: "Open Meta’s status page", url: "https://metastatus.com/" },
};
