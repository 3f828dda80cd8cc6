import { CircleAlert, CircleCheck } from "lucide-react";
import type { Account } from "../../../shared/contract/accounts.ts";
import { formatDay } from "../../lib/format.ts";
import { useNow } from "../../lib/use-now.ts";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import { tokenLife, type TokenLife } from "./token-life.ts";
import styles from "./token-panel.module.css";

const LOOKS = {
  healthy: { hue: "sage", icon: CircleCheck, word: "Healthy" },
  ending: { hue: "ochre", icon: CircleAlert, word: "Ends soon" },
  over: { hue: "rose", icon: CircleAlert, word: "Over" },
} as const;

/** How long an account's token still lives, a tick for each day. */
export function TokenPanel(props: { readonly account: Account }) {
  const { account } = props;
  const life = tokenLife(account, useNow(60_000));
  const look = life ? LOOKS[life.health] : LOOKS.healthy;
  return (
    <section aria-label="Token life">
      <div className={styles["head"]}>
        <h2 className="heading">Token life</h2>
        <span className={classNames(styles["state"], look.hue)}>
          <Icon of={look.icon} size={12} />
          {look.word}
        </span>
      </div>
      {life ? <Days account={account} life={life} hue={look.hue} /> : <p>It has no end.</p>}
      <p className={classNames("small", "soft", styles["note"])}>
        {account.login === "facebook"
          ? "A Page’s token lives until your role, your password or the app’s permission changes."
          : account.tokenExpiryIsEstimate
            ? "A pasted token does not tell its age, so this is the latest it can end. The first renewal, a day after connecting, tells exactly."
            : "Renewed by itself each week, and ten days before its end at the latest."}
      </p>
    </section>
  );
}

function Days(props: {
  readonly account: Account;
  readonly life: TokenLife;
  readonly hue: string;
}) {
  const { account, life } = props;
  const ends = account.tokenExpiresAt ?? 0;
  return (
    <>
      <p className={styles["left"]}>
        <span className="figure">{life.daysLeft === 1 ? "1 day" : `${life.daysLeft} days`}</span>
        <span className="soft">
          {account.tokenExpiryIsEstimate ? "left at most, of " : "left of "}
          {life.daysTotal}
        </span>
      </p>
      <div className={classNames(styles["ticks"], props.hue)} aria-hidden="true">
        {Array.from({ length: life.daysTotal }, (_, day) => (
          <i key={day} {...(day < life.daysGone && { "data-gone": "" })} />
        ))}
      </div>
      <div className={classNames("small", "soft", "numbers", styles["dates"])}>
        <span>Got {formatDay(account.tokenObtainedAt, account.timeZone)}</span>
        <span>
          {account.tokenExpiryIsEstimate ? "Ends by " : "Ends "}
          {formatDay(ends, account.timeZone)}
        </span>
      </div>
    </>
  );
}
