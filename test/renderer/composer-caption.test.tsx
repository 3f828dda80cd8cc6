// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { CaptionField } from "../../renderer/features/composer/caption-field.tsx";
import { Preview } from "../../renderer/features/composer/preview.tsx";
import { PLAIN_OPTIONS } from "../../shared/contract/post-defaults.ts";
import type { Post } from "../../shared/contract/posts.ts";
import { liveAccount, mediaOf } from "./preview/world.ts";

afterEach(cleanup);

const LONG = `${"Seven in the morning, and the light finds the shelf before it finds us. ".repeat(3)}#oak @terra`;

function Caption(props: { readonly start: string; readonly onChange?: (text: string) => void }) {
  const [text, setText] = useState(props.start);
  return (
    <CaptionField
      id="caption"
      value={text}
      isReadOnly={false}
      onChange={(next) => {
        setText(next);
        props.onChange?.(next);
      }}
    />
  );
}

function postOf(caption: string, mediaId = "shelf-vase.0"): Post {
  return {
    id: "post-1",
    accountId: "account-live",
    title: "",
    caption,
    media: [
      {
        mediaId,
        altText: "A vase.",
        crop: { aspect: "1:1", x: 0.5, y: 0.5 },
        userTags: [],
        productTags: [],
      },
    ],
    format: "image",
    options: PLAIN_OPTIONS,
    plan: null,
    status: "draft",
    publicationId: null,
    version: 1,
    createdAt: 0,
    updatedAt: 0,
  };
}

function showPreview(post: Post) {
  const media = { ...mediaOf("shelf-vase.0", "shelf.jpg", 0), width: 1200, height: 1600 };
  render(
    <Preview
      post={post}
      account={liveAccount(0)}
      library={{ byId: new Map([[media.id, media]]), isRead: true }}
      index={0}
      onIndex={() => {}}
    />,
  );
}

test("pasted words leave their formatting behind and go in where the cursor is", async () => {
  const user = userEvent.setup({ delay: null });
  const seen: string[] = [];
  render(<Caption start="ab" onChange={(text) => seen.push(text)} />);
  const area = screen.getByLabelText<HTMLTextAreaElement>("Caption");
  await user.click(area);
  area.setSelectionRange(1, 1);
  await user.paste("\u00a0one\r\n\r\n\r\n\r\ntwo\u200b");
  expect(seen.at(-1)).toBe("a one\n\ntwob");
  expect(area.selectionStart).toBe("a one\n\ntwo".length);
});

test("clean words are pasted as they are", async () => {
  const user = userEvent.setup({ delay: null });
  const seen: string[] = [];
  render(<Caption start="" onChange={(text) => seen.push(text)} />);
  await user.click(screen.getByLabelText("Caption"));
  await user.paste("Oak and brass");
  expect(seen.at(-1)).toBe("Oak and brass");
});

test("the mark of the fold appears only where something is folded away", () => {
  const { rerender } = render(
    <CaptionField id="c" value="Short." isReadOnly={false} onChange={() => {}} />,
  );
  expect(screen.queryByText("… more")).toBeNull();
  rerender(<CaptionField id="c" value={LONG} isReadOnly={false} onChange={() => {}} />);
  expect(screen.getByText("… more")).toBeTruthy();
});

test("the field is read out with its counters in words", () => {
  render(<CaptionField id="c" value="Oak #one @two" isReadOnly={false} onChange={() => {}} />);
  const area = screen.getByLabelText("Caption");
  const described = document.getElementById(area.getAttribute("aria-describedby") ?? "");
  expect(described?.textContent).toBe("13 of 2,200 characters, 1 of 5 hashtags, 1 of 20 mentions");
});

test("the preview folds the caption where Instagram does, and opens it", async () => {
  showPreview(postOf(LONG));
  const card = screen.getByRole("article", { name: "Preview of the post in the feed" });
  expect(card.textContent).not.toContain("#oak");
  await userEvent.click(screen.getByRole("button", { name: "… more" }));
  expect(card.textContent).toContain(LONG);
});

test("the preview invents no likes, comments or dates", () => {
  showPreview(postOf("Morning light."));
  const card = screen.getByRole("article", { name: "Preview of the post in the feed" });
  expect(card.textContent).toBe("ddefeah.homedefeah.home Morning light.");
});

test("the preview's box has the shape that is sent, and the grid tile is 3:4", async () => {
  showPreview(postOf("Morning light."));
  const box = () => screen.getByAltText("A vase.").closest<HTMLElement>("[style*='aspect-ratio']");
  expect(box()?.style.aspectRatio).toBe("1200 / 1200");
  await userEvent.click(screen.getByRole("tab", { name: "Grid tile" }));
  expect(box()?.style.aspectRatio).toBe("900 / 1200");
});

test("the preview has its own light and dark", async () => {
  showPreview(postOf("Morning light."));
  const ground = () =>
    screen.getByRole("tabpanel").closest("[data-theme]")?.getAttribute("data-theme");
  expect(ground()).toBe("light");
  await userEvent.click(screen.getByRole("button", { name: "Preview in dark" }));
  expect(ground()).toBe("dark");
});
