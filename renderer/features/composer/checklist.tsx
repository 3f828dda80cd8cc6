import { ChevronDown, CircleAlert, CircleCheck, Crop, Info, type LucideIcon } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Check, Fix } from "../../../shared/rules/check.ts";
import { LIMITS } from "../../../shared/rules/limits.ts";
import { formatDay } from "../../lib/format.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import { VisuallyHidden } from "../../ui/visually-hidden.tsx";
import styles from "./checklist.module.css";
import { fixWords } from "./post-checks.ts";

/** What keeps the post from going out, with the way to mend it; advice after that; what passes in one line. */
export function Checklist(props: {
  readonly checks: readonly Check[];
  /** Several pictures: each line that is about one of them begins with its number. */
  readonly isNumbered: boolean;
  readonly onFix: (fix: Fix) => void;
}) {
  const failing = numbered(props.checks, props.isNumbered)
    .filter((check) => check.level !== "pass")
    .toSorted((a, b) => (a.level === b.level ? 0 : a.level === "stop" ? -1 : 1));
  const passing = numbered(
    props.checks.filter((check) => check.level === "pass"),
    false,
  );
  const section = useRef<HTMLElement>(null);
  const before = useRef(0);
  useEffect(() => {
    // The button she pressed went away with its check: the keyboard stays where it was.
    const isFewer = failing.length < before.current;
    before.current = failing.length;
    if (isFewer && document.activeElement === document.body)
      section.current?.focus({ preventScroll: true });
  }, [failing.length]);
  const stopCount = failing.filter((check) => check.level === "stop").length;
  return (
    <section
      ref={section}
      tabIndex={-1}
      className={styles["checks"]}
      aria-label="Checks before it goes out"
    >
      <ul className={styles["list"]}>
        {failing.map((check) => (
          <FailingCheck key={`${check.rule} ${check.message}`} check={check} onFix={props.onFix} />
        ))}
      </ul>
      <PassingChecks checks={passing} hasFailing={failing.length > 0} />
      <output>
        <VisuallyHidden>
          {stopCount === 0
            ? "Nothing keeps this post from being scheduled."
            : `${stopCount} ${stopCount === 1 ? "check keeps" : "checks keep"} this post from being scheduled.`}
        </VisuallyHidden>
      </output>
    </section>
  );
}

/** What is about one of several pictures says which; what is said twice stands once. */
function numbered(checks: readonly Check[], isNumbered: boolean): readonly Check[] {
  const said = new Set<string>();
  return checks
    .map((check) => {
      const { fix } = check;
      const at = isNumbered && fix !== null && "mediaIndex" in fix ? fix.mediaIndex : null;
      const isNamed = at === null || check.message.startsWith("Number ");
      return isNamed ? check : { ...check, message: `Number ${at + 1}: ${check.message}` };
    })
    .filter(({ rule, message }) => {
      const key = `${rule} ${message}`;
      return !said.has(key) && said.add(key);
    });
}

function FailingCheck(props: { readonly check: Check; readonly onFix: (fix: Fix) => void }) {
  const { check } = props;
  const look = lookOf(check);
  return (
    <li className={classNames(styles["failing"], look.hue)} data-check={check.rule}>
      <Icon of={look.icon} />
      <span className={styles["message"]}>
        <VisuallyHidden>{check.level === "stop" ? "To mend: " : "Advice: "}</VisuallyHidden>
        {check.message}
      </span>
      {check.fix && <FixButton fix={check.fix} onFix={props.onFix} />}
    </li>
  );
}

function FixButton(props: { readonly fix: Fix; readonly onFix: (fix: Fix) => void }) {
  return (
    <Button
      size="small"
      className={styles["fix"]}
      {...(props.fix.kind === "crop" && { icon: Crop })}
      onPress={() => props.onFix(props.fix)}
    >
      {fixWords(props.fix)}
    </Button>
  );
}

/** What is merely not there yet waits for her; what breaks a rule is wrong; advice is neither. */
function lookOf(check: Check): { readonly icon: LucideIcon; readonly hue: string } {
  if (check.level === "warn") return { icon: Info, hue: "grey" };
  const isMissing =
    check.rule === "media-count" || check.rule === "time" || check.rule === "account";
  return { icon: CircleAlert, hue: isMissing ? "ochre" : "rose" };
}

function PassingChecks(props: { readonly checks: readonly Check[]; readonly hasFailing: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  const count = props.checks.length;
  const word = count === 1 ? "check passes" : "checks pass";
  return (
    <>
      <button
        type="button"
        className={styles["passing"]}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon of={CircleCheck} className={styles["good"]} />
        <span className={styles["message"]}>
          {count} {props.hasFailing ? "other " : ""}
          {word}
        </span>
        <span className="small soft">
          Rules as of {formatDay(Date.parse(LIMITS.asOf), "UTC", 0).replace(/^\w+ /, "")}
        </span>
        <Icon of={ChevronDown} size={14} className={styles["chevron"]} />
      </button>
      {isOpen && (
        <ul className={styles["passed"]}>
          {props.checks.map((check) => (
            <li key={`${check.rule} ${check.message}`}>{check.message}</li>
          ))}
        </ul>
      )}
    </>
  );
}
