import { Search } from "lucide-react";
import { Button } from "react-aria-components";
import { Icon } from "../ui/icon.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { Mark } from "./mark.tsx";
import styles from "./title-bar.module.css";

/** The 38 px strip at the top: the app's name, and the way into the command palette. */
export function TitleBar(props: { readonly onSearch?: () => void }) {
  const { onSearch } = props;
  return (
    <header className={styles["bar"]}>
      <div className={styles["brand"]}>
        <Mark />
        <span>Defeah Studio</span>
      </div>
      <div className={styles["middle"]}>
        {onSearch && (
          <Button className={styles["search"] ?? ""} onPress={() => onSearch()}>
            <Icon of={Search} size={14} />
            <span>Search, or type a command</span>
            <Kbd keys="Mod K" />
          </Button>
        )}
      </div>
    </header>
  );
}
