import type { AppError } from "../../shared/result.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { DrawnCup } from "./drawn-cup.tsx";
import { TitleBar } from "./title-bar.tsx";

/** The accounts could not be read, so there is nothing to show yet: why, and a way on. */
export function StartFailure(props: { readonly error: AppError; readonly onRetry: () => void }) {
  return (
    <div>
      <TitleBar />
      <main role="alert">
        <EmptyState
          drawing={<DrawnCup />}
          action={
            <Button kind="primary" onPress={() => props.onRetry()}>
              Try again
            </Button>
          }
        >
          {props.error.message}
        </EmptyState>
      </main>
    </div>
  );
}
