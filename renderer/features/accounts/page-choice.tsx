import { useState } from "react";
import { Radio, RadioGroup } from "react-aria-components";
import type { Account, LoginReply } from "../../../shared/contract/accounts.ts";
import { ipc } from "../../lib/ipc.ts";
import { useCommand } from "../../lib/use-command.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Notice } from "../../ui/notice.tsx";
import styles from "./connect-form.module.css";
import { ZoneField } from "./zone-field.tsx";

type Choice = Extract<LoginReply, { kind: "choose" }>;

/** Which of the Pages she allowed to use: each with the Instagram account linked to it. */
export function PageChoice(props: {
  readonly choice: Choice;
  readonly zone: string;
  readonly onZone: (zone: string) => void;
  readonly onConnected: (account: Account) => void;
  readonly onBack: () => void;
}) {
  const { ticket, pages } = props.choice;
  const usable = pages.filter((page) => page.canUse);
  const [pageId, setPageId] = useState(usable[0]?.pageId ?? "");
  const choose = useCommand(ipc.accounts.choosePage);
  const submit = async () => {
    const account = await choose.run({ ticket, pageId, timeZone: props.zone });
    if (account) props.onConnected(account);
  };
  return (
    <form
      className={styles["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <RadioGroup
        aria-label="Pages you allowed"
        value={pageId}
        onChange={setPageId}
        className={styles["pages"] ?? ""}
      >
        {pages.map((page) => (
          <Radio
            key={page.pageId}
            value={page.pageId}
            isDisabled={!page.canUse}
            className={styles["page"] ?? ""}
          >
            <i className={styles["dot"]} aria-hidden="true" />
            <span>
              <b>{page.username === null ? page.name : `@${page.username}`}</b>
              <span className={classNames("small", "soft", "block")}>{aboutPage(page)}</span>
            </span>
          </Radio>
        ))}
      </RadioGroup>
      {usable.length === 0 && (
        <Notice tone="warn">
          None of these can be used yet. On Facebook, as the Page, open Settings, then Linked
          accounts, then Instagram; then log in again.
        </Notice>
      )}
      <ZoneField value={props.zone} onChange={props.onZone} />
      {choose.error && <Notice tone="bad">{choose.error.message}</Notice>}
      <div className={styles["actions"]}>
        <Button
          kind="primary"
          size="large"
          type="submit"
          isDisabled={pageId === ""}
          busy={choose.busy}
        >
          Use this account
        </Button>
        <Button size="large" onPress={() => props.onBack()}>
          Back
        </Button>
      </div>
    </form>
  );
}

function aboutPage(page: Choice["pages"][number]): string {
  if (page.username === null) return "No Instagram account is linked to this Page";
  if (!page.canUse) return `Through the Page ${page.name}, where your role gives the app no access`;
  return `Through the Page ${page.name}`;
}
