import { lazy, Suspense, useState } from "react";
import type { Account } from "../../../shared/contract/accounts.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import styles from "./connect-form.module.css";
import { TokenForm } from "./token-form.tsx";

export type ConnectWayProps = {
  readonly onConnected: (account: Account) => void;
  /** What the way out is called where this stands: "Back" on the first screen, "Cancel" in a dialog. */
  readonly cancelLabel: string;
  readonly onCancel: () => void;
};

const WAYS = [
  { value: "token", label: "Token" },
  { value: "instagram", label: "Instagram login" },
  { value: "facebook", label: "Facebook login" },
] as const;
type Way = (typeof WAYS)[number]["value"];

// Most never need them: a pasted token is the short way.
const LoginForm = lazy(async () => ({ default: (await import("./login-form.tsx")).LoginForm }));

/** The three ways in: a token from Meta's dashboard, or one of Meta's two logins with her own Meta app. */
export function ConnectForm(props: ConnectWayProps & { readonly firstWay?: Way | undefined }) {
  const [way, setWay] = useState<Way>(props.firstWay ?? "token");
  return (
    <div className={styles["ways"]}>
      <Segmented label="How to connect" value={way} options={WAYS} onChange={setWay} />
      {way === "token" ? (
        <TokenForm {...props} />
      ) : (
        <Suspense fallback={<Spinner label="Opening" />}>
          <LoginForm key={way} login={way} {...props} />
        </Suspense>
      )}
    </div>
  );
}
