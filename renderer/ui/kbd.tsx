import styles from "./kbd.module.css";

const IS_MAC = typeof navigator !== "undefined" && /Mac/.test(navigator.userAgent);

/** The keys as this computer writes them: `Ctrl K` or `⌘K`. `Mod` stands for Ctrl or ⌘. */
export function keysInWords(keys: string): string {
  return IS_MAC ? keys.replace("Mod ", "⌘") : keys.replace("Mod", "Ctrl");
}

/** A hint at the keys that do the same. */
export function Kbd(props: { readonly keys: string }) {
  return <kbd className={styles["kbd"]}>{keysInWords(props.keys)}</kbd>;
}
