import { CircleAlert, FlaskConical, Radio } from "lucide-react";
import type { Account } from "../../shared/contract/accounts.ts";
import { classNames } from "../ui/class-names.ts";
import { Icon } from "../ui/icon.tsx";
import styles from "./account-switcher.module.css";

/** An account's name, and whether it is practice, live, held back, or to be logged in again. */
export function WhoItIs(props: { readonly account: Account }) {
  const { kind, state, trouble, username } = props.account;
  const look = trouble
    ? { icon: CircleAlert, hue: "ochre", word: "Paused by Instagram" }
    : state === "needs-login"
      ? { icon: CircleAlert, hue: "ochre", word: "Log in again" }
      : kind === "practice"
        ? { icon: FlaskConical, hue: "plum", word: "Practice account" }
        : { icon: Radio, hue: "sage", word: "Live account" };
  return (
    <span className={styles["who"]}>
      <b className="cut">@{username}</b>
      <span className={classNames(styles["kind"], look.hue)}>
        <Icon of={look.icon} size={12} />
        {look.word}
        {state === "needs-login" && kind === "practice" && ", practice"}
      </span>
    </span>
  );
}
