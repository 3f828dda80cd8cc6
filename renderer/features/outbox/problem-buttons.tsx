import {
  AtSign,
  CalendarClock,
  MessageCircleQuestionMark,
  PenLine,
  PlugZap,
  RotateCw,
  Send,
  type LucideIcon,
} from "lucide-react";
import { useState } from "react";
import type { Problem, Publication } from "../../../shared/contract/publishing.ts";
import { toAppError } from "../../lib/failure.ts";
import { ipc } from "../../lib/ipc.ts";
import { notify } from "../../lib/notices.ts";
import { navigate } from "../../lib/route.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { ResolveDialog } from "./resolve-dialog.tsx";

/** The way on beside a problem: one main button by its kind, and leaving it be. */
export function ProblemButtons(props: { readonly publication: Publication }) {
  const { publication } = props;
  const [asks, setAsks] = useState<"resolve" | "dismiss" | null>(null);
  const { busy, act } = useAct();
  const isDismissable = publication.status === "failed" || publication.status === "missed";
  return (
    <>
      <MainButton
        publication={publication}
        busy={busy}
        act={act}
        onResolve={() => setAsks("resolve")}
      />
      {isDismissable && (
        <>
          <Button
            kind="quiet"
            size="small"
            onPress={() => navigate(`/composer/${encodeURIComponent(publication.postId)}`)}
          >
            Choose a new time
          </Button>
          <Button kind="quiet" size="small" onPress={() => setAsks("dismiss")}>
            Leave it
          </Button>
        </>
      )}
      <ResolveDialog
        publication={publication}
        isOpen={asks === "resolve"}
        onClose={() => setAsks(null)}
      />
      <Confirm
        title="Leave this post unpublished?"
        answer="Leave it"
        isOpen={asks === "dismiss"}
        onConfirm={() => {
          setAsks(null);
          void act(() => ipc.publishing.dismiss({ publicationId: publication.id }));
        }}
        onClose={() => setAsks(null)}
      >
        It stays in the outbox under Done, and as a post you can plan again.
      </Confirm>
    </>
  );
}

type ButtonLook = { readonly words: string; readonly icon: LucideIcon; readonly press: () => void };
type Act = (command: () => Promise<unknown>) => Promise<void>;

function MainButton(props: {
  readonly publication: Publication;
  readonly busy: boolean;
  readonly act: Act;
  readonly onResolve: () => void;
}) {
  const { publication, act } = props;
  const compose = () => navigate(`/composer/${encodeURIComponent(publication.postId)}`);
  const retry = () => void act(() => ipc.publishing.retry({ publicationId: publication.id }));
  const looks: Readonly<Partial<Record<Problem["button"], ButtonLook>>> = {
    retry: { words: "Try again", icon: RotateCw, press: retry },
    "publish-now": { words: "Publish now", icon: Send, press: retry },
    resolve: {
      words: "Say what happened…",
      icon: MessageCircleQuestionMark,
      press: props.onResolve,
    },
    reconnect: { words: "Log in again", icon: PlugZap, press: () => navigate("/accounts") },
    "see-account": { words: "See the account", icon: AtSign, press: () => navigate("/accounts") },
    edit: { words: "Open the post", icon: PenLine, press: compose },
    reschedule: { words: "Choose a new time", icon: CalendarClock, press: compose },
  };
  const look = looks[publication.problem?.button ?? "none"];
  if (!look) return null;
  return (
    <Button size="small" icon={look.icon} busy={props.busy} onPress={look.press}>
      {look.words}
    </Button>
  );
}

function useAct(): { readonly busy: boolean; readonly act: Act } {
  const [busy, setBusy] = useState(false);
  const act: Act = async (command) => {
    setBusy(true);
    try {
      await command();
    } catch (cause) {
      notify(toAppError(cause).message, { tone: "bad" }); // said where the press was made
    }
    setBusy(false);
  };
  return { busy, act };
}
