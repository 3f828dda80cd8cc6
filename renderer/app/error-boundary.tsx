import { Component, type ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { DrawnCup } from "./drawn-cup.tsx";

type Props = {
  readonly children: ReactNode;
  /** Where else she can go, besides trying again. */
  readonly way?: { readonly label: string; readonly go: () => void };
};

/** Keeps a broken screen from taking the window with it: says so, and offers a way on. Nothing saved is touched. */
export class ErrorBoundary extends Component<Props, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    const { way } = this.props;
    return (
      <div role="alert">
        <EmptyState
          drawing={<DrawnCup />}
          action={
            <div className="actions-row">
              <Button kind="primary" onPress={() => this.setState({ hasFailed: false })}>
                Show it again
              </Button>
              {way && <Button onPress={() => way.go()}>{way.label}</Button>}
            </div>
          }
        >
          This screen could not be shown. What you wrote is saved, and scheduled posts still go out.
        </EmptyState>
      </div>
    );
  }
}
