// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Button } from "../../renderer/ui/button.tsx";
import { Confirm } from "../../renderer/ui/confirm.tsx";
import { Field } from "../../renderer/ui/field.tsx";
import { IconButton } from "../../renderer/ui/icon-button.tsx";
import { Menu } from "../../renderer/ui/menu.tsx";
import { Picture } from "../../renderer/ui/picture.tsx";
import { Segmented } from "../../renderer/ui/segmented.tsx";
import { StatusBadge } from "../../renderer/ui/status-badge.tsx";
import { STATUS_LOOKS, type Status } from "../../renderer/ui/status-looks.ts";
import { Toast, TOAST_MS } from "../../renderer/ui/toast.tsx";
import { X } from "lucide-react";
import { PostStatus } from "../../shared/contract/values.ts";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

test("a busy button takes no second press and says that it works", async () => {
  const press = vi.fn();
  render(
    <Button busy onPress={press}>
      Publish now
    </Button>,
  );
  await userEvent.click(screen.getByRole("button"));
  expect(press).not.toHaveBeenCalled();
  expect(screen.getByRole("progressbar", { name: "Working" })).toBeDefined();
});

test("a button with only an icon has its name", async () => {
  const press = vi.fn();
  render(<IconButton label="Dismiss" icon={X} onPress={press} />);
  await userEvent.click(screen.getByRole("button", { name: "Dismiss" }));
  expect(press).toHaveBeenCalledOnce();
});

test("what is wrong with a field is read out with it", () => {
  render(<Field label="Host" value="x" error="An https address" onChange={() => {}} />);
  const field = screen.getByRole("textbox", { name: "Host" });
  expect(field.getAttribute("aria-invalid")).toBe("true");
  const described = field.getAttribute("aria-describedby")?.split(" ") ?? [];
  expect(described.map((id) => document.getElementById(id)?.textContent)).toContain(
    "An https address",
  );
});

test("a field shows its hint only while nothing is wrong", () => {
  const { rerender } = render(<Field label="Host" value="" hint="The hint" onChange={() => {}} />);
  expect(screen.getByText("The hint")).toBeDefined();
  rerender(<Field label="Host" value="" hint="The hint" error="Wrong" onChange={() => {}} />);
  expect(screen.queryByText("The hint")).toBeNull();
});

test("one of a few is always chosen", async () => {
  const choose = vi.fn();
  render(
    <Segmented
      label="View"
      value="month"
      options={[
        { value: "month", label: "Month" },
        { value: "week", label: "Week" },
      ]}
      onChange={choose}
    />,
  );
  await userEvent.click(screen.getByRole("radio", { name: "Month" }));
  expect(choose).not.toHaveBeenCalledWith(undefined);
  await userEvent.click(screen.getByRole("radio", { name: "Week" }));
  expect(choose).toHaveBeenLastCalledWith("week");
});

describe("a status", () => {
  test.each(PostStatus.options)("%s is a word, an icon and a hue", (status: Status) => {
    const { container } = render(<StatusBadge status={status} />);
    expect(container.textContent).toBe(STATUS_LOOKS[status].word);
    expect(container.querySelector("svg")).not.toBeNull();
  });

  test("no two look or read the same", () => {
    const words = Object.values(STATUS_LOOKS).map((look) => look.word);
    expect(new Set(words).size).toBe(words.length);
    const icons = Object.values(STATUS_LOOKS).map((look) => look.icon);
    expect(new Set(icons).size).toBe(icons.length);
  });
});

describe("a picture", () => {
  test("that cannot be loaded says what it would have shown", () => {
    render(<Picture src="app-media://media/1/thumbnail" alt="A vase on a shelf" ratio="4:5" />);
    fireEvent.error(screen.getByRole("img"));
    expect(screen.queryByRole("img")).toBeNull();
    expect(screen.getByText("A vase on a shelf")).toBeDefined();
  });

  test("is tried again when its address changes", () => {
    const { rerender } = render(<Picture src="app-media://a" alt="A vase" ratio="4:5" />);
    fireEvent.error(screen.getByRole("img"));
    rerender(<Picture src="app-media://b" alt="A vase" ratio="4:5" />);
    expect(screen.getByRole("img").getAttribute("src")).toBe("app-media://b");
  });
});

function pass(ms: number): void {
  act(() => {
    vi.advanceTimersByTime(ms);
  });
}

describe("a notice at the foot of the window", () => {
  const open = (close: () => void) =>
    render(
      <Toast
        message="Moved to Sat 10 Oct"
        tone="plain"
        action={{ label: "Undo", run: () => {} }}
        onClose={close}
      />,
    );

  test("goes by itself after ten seconds", () => {
    vi.useFakeTimers();
    const close = vi.fn();
    open(close);
    pass(TOAST_MS - 1);
    expect(close).not.toHaveBeenCalled();
    pass(1);
    expect(close).toHaveBeenCalledOnce();
  });

  test("stays while the pointer or the focus is on it", () => {
    vi.useFakeTimers();
    const close = vi.fn();
    open(close);
    act(() => screen.getByRole("button", { name: /Undo/ }).focus());
    pass(10 * TOAST_MS);
    expect(close).not.toHaveBeenCalled();
    act(() => screen.getByRole("button", { name: /Undo/ }).blur());
    pass(TOAST_MS);
    expect(close).toHaveBeenCalledOnce();
  });
});

test("a question is answered by its words, and Escape is no", async () => {
  const confirm = vi.fn();
  const close = vi.fn();
  render(
    <Confirm title="Disconnect?" answer="Disconnect" isOpen onConfirm={confirm} onClose={close}>
      The token is forgotten.
    </Confirm>,
  );
  await userEvent.keyboard("{Escape}");
  expect(close).toHaveBeenCalled();
  expect(confirm).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Disconnect" }));
  expect(confirm).toHaveBeenCalledOnce();
});

test("a menu works from the keyboard alone", async () => {
  const duplicate = vi.fn();
  render(
    <Menu
      label="Post"
      entries={[
        { id: "open", label: "Open", onAction: () => {} },
        "line",
        { id: "duplicate", label: "Duplicate", onAction: duplicate },
      ]}
    >
      <Button>More</Button>
    </Menu>,
  );
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  await screen.findByRole("menu");
  await userEvent.keyboard("{ArrowDown}{Enter}");
  expect(duplicate).toHaveBeenCalledOnce();
  await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
});
