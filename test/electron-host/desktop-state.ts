/** The desktop around the app, as plain data. */
export type DesktopState = {
  readonly windows: readonly {
    readonly url: string;
    readonly preferences: Readonly<Record<string, unknown>>;
  }[];
  readonly tray:
    | {
        /** The image's file. */
        readonly icon: string;
        readonly hasIcon: boolean;
        readonly toolTip: string;
        readonly menu: readonly {
          readonly label: string;
          readonly enabled: boolean;
          readonly checked: boolean;
        }[];
      }
    | undefined;
  readonly notifications: readonly { readonly title: string; readonly body: string }[];
  /** Dialogs that wait for an answer. */
  readonly dialogs: readonly {
    readonly kind: "files" | "question";
    readonly title: string;
    readonly detail: string;
    readonly buttons: readonly string[];
  }[];
  /** What was opened in her browser. */
  readonly links: readonly string[];
  readonly keepsAwake: boolean;
  readonly loginItems: readonly {
    readonly openAtLogin: boolean;
    readonly args: readonly string[];
  }[];
  /** Switches that the app refused to pass on. */
  readonly removedSwitches: readonly string[];
};
