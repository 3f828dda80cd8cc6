import { Search } from "lucide-react";
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
  useFilter,
} from "react-aria-components";
import { Icon } from "../ui/icon.tsx";
import { Kbd } from "../ui/kbd.tsx";
import styles from "./command-palette.module.css";
import { usePaletteCommands, type PaletteCommand } from "./palette-commands.ts";

const GROUPS: readonly { readonly id: PaletteCommand["group"]; readonly title: string }[] = [
  { id: "do", title: "Do" },
  { id: "go", title: "Go to" },
  { id: "look", title: "Look" },
];

/** Everything the app can do from the keyboard, found by typing. */
export function CommandPalette(props: { readonly onClose: () => void }) {
  const commands = usePaletteCommands();
  const { contains } = useFilter({ sensitivity: "base" });
  const run = (key: string) => {
    props.onClose();
    commands.find((command) => command.id === key)?.run();
  };
  return (
    <ModalOverlay
      className={styles["overlay"] ?? ""}
      isOpen
      isDismissable
      onOpenChange={() => props.onClose()}
    >
      <Modal className={styles["modal"] ?? ""}>
        <Dialog aria-label="Commands" className={styles["dialog"] ?? ""}>
          <Autocomplete filter={contains}>
            {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the palette is opened to type in it */}
            <SearchField aria-label="Search commands" autoFocus className={styles["search"] ?? ""}>
              <Icon of={Search} />
              <Input className={styles["input"] ?? ""} placeholder="Search, or type a command" />
              <Kbd keys="Esc" />
            </SearchField>
            <Menu
              aria-label="Commands"
              className={styles["menu"] ?? ""}
              onAction={(key) => run(String(key))}
              renderEmptyState={() => (
                <div className={styles["empty"]}>No command of that name.</div>
              )}
            >
              {GROUPS.map((group) => (
                <MenuSection key={group.id}>
                  <Header className={styles["group"] ?? ""}>{group.title}</Header>
                  {commands
                    .filter((command) => command.group === group.id)
                    .map((command) => (
                      <MenuItem
                        key={command.id}
                        id={command.id}
                        textValue={command.title}
                        className={styles["item"] ?? ""}
                      >
                        <Icon of={command.icon} />
                        <span>{command.title}</span>
                        {command.keys && <Kbd keys={command.keys} />}
                      </MenuItem>
                    ))}
                </MenuSection>
              ))}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
