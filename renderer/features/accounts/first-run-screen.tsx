import { FlaskConical, Link2, ShieldCheck, type LucideIcon } from "lucide-react";
import { useState } from "react";
import { ipc } from "../../lib/ipc.ts";
import { useCommand } from "../../lib/use-command.ts";
import { ownZone } from "../../lib/zones.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import { Notice } from "../../ui/notice.tsx";
import room from "./armchair-window.jpg";
import { ConnectForm } from "./connect-form.tsx";
import styles from "./first-run-screen.module.css";

/** The first screen: two ways in. The app goes on by itself once there is an account. */
export function FirstRunScreen() {
  const [isConnecting, setIsConnecting] = useState(false);
  return (
    <div className={styles["screen"]}>
      <section className={styles["say"]}>
        <div className={styles["column"]}>
          {isConnecting ? (
            <div className={styles["connect"]}>
              <h1 className="title" tabIndex={-1} data-screen-title="">
                Connect Instagram
              </h1>
              <p className="soft">
                Instagram lets an app in with a token. You make one in three steps.
              </p>
              <ConnectForm
                cancelLabel="Back"
                onConnected={stay}
                onCancel={() => setIsConnecting(false)}
              />
            </div>
          ) : (
            <Welcome onConnect={() => setIsConnecting(true)} />
          )}
        </div>
      </section>
      <div className={styles["room"]}>
        <img src={room} alt="" />
      </div>
    </div>
  );
}

// Nothing to do: the list of accounts changes, and with it the whole window.
function stay(): void {}

function Welcome(props: { readonly onConnect: () => void }) {
  const practise = useCommand(ipc.accounts.connectPractice);
  return (
    <>
      <h1 className={styles["hero"]} tabIndex={-1} data-screen-title="">
        A calm place to plan what people see of Defeah.
      </h1>
      <p className={styles["lead"]}>
        Drop in photographs, write in your own voice, set a time. Each post goes out once, on time,
        and with a receipt.
      </p>
      <ul className={styles["ways"]}>
        <Way icon={Link2} hue="terracotta" title="Your account">
          A business or creator account. You paste a token from Meta’s dashboard; we check it and
          say in words what is missing.
        </Way>
        <Way icon={FlaskConical} hue="plum" title="A practice account">
          A whole pretend Instagram inside this app, with the same rules and the same errors.
          Nothing in it can reach a real account.
        </Way>
      </ul>
      <div className={styles["go"]}>
        <Button kind="primary" size="large" onPress={() => props.onConnect()}>
          Connect Instagram
        </Button>
        <Button
          size="large"
          busy={practise.busy}
          onPress={() => void practise.run({ timeZone: ownZone() })}
        >
          Try it with a practice account
        </Button>
      </div>
      {practise.error && (
        <Notice tone="bad" className={styles["error"]}>
          {practise.error.message}
        </Notice>
      )}
      <p className={classNames("small", "soft", styles["private"])}>
        <Icon of={ShieldCheck} />
        <span>
          Pictures and words stay on this computer until a post is due. Then they go to Instagram,
          by way of your media host, and nowhere else.
        </span>
      </p>
    </>
  );
}

function Way(props: {
  readonly icon: LucideIcon;
  readonly hue: "terracotta" | "plum";
  readonly title: string;
  readonly children: string;
}) {
  return (
    <li className={styles["way"]}>
      <span className={classNames(styles["sign"], props.hue)}>
        <Icon of={props.icon} size={20} />
      </span>
      <div>
        <h2 className="medium">{props.title}</h2>
        <p className="soft">{props.children}</p>
      </div>
    </li>
  );
}
