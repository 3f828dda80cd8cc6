import type { Post } from "../../../shared/contract/posts.ts";
import type { Rehearsal, RehearsedCall } from "../../../shared/contract/publishing.ts";

const TOKEN = {
  place: "header",
  name: "authorization",
  value: "Bearer {access token}",
} as const;
const FORM_TOKEN = { place: "form", name: "access_token", value: "{access token}" } as const;
const STATUS = { place: "query", name: "fields", value: "status_code,status" } as const;
const USER = "17841400000000001";

/** What the app would say of a picture or a carousel, as the tests of main see it. */
export function rehearsalOf(post: Post): Rehearsal {
  if (post.media.length === 0) return { kind: "refused", reasons: ["Add a picture."] };
  const items = post.format === "carousel" ? post.media : [];
  const whole = `{container ${items.length + 1}}`;
  const children = items.map((_, at) => `{container ${at + 1}}`).join(",");
  const source = { place: "form", name: "image_url", value: "{picture 1 on the media host}" };
  const caption = { place: "form", name: "caption", value: post.caption };
  const before = items.length > 0 ? -120_000 : -30_000;
  return {
    kind: "calls",
    calls: [
      ...items.map((item, at) =>
        call(
          ["create-item", "POST /media", before],
          [
            { place: "form", name: "is_carousel_item", value: "true" },
            { place: "form", name: "image_url", value: `{picture ${at + 1} on the media host}` },
            { place: "form", name: "alt_text", value: item.altText || "A vase on a linen cloth." },
            FORM_TOKEN,
          ],
        ),
      ),
      ...items.map((_, at) =>
        call(["read-container", `GET {container ${at + 1}}`, before], [TOKEN, STATUS]),
      ),
      call(
        ["create-container", "POST /media", before],
        [
          ...(items.length > 0
            ? [
                { place: "form", name: "media_type", value: "CAROUSEL" } as const,
                { place: "form", name: "children", value: children } as const,
              ]
            : [source as RehearsedCall["params"][number]]),
          caption as RehearsedCall["params"][number],
          FORM_TOKEN,
        ],
      ),
      call(["read-container", `GET ${whole}`, before], [TOKEN, STATUS]),
      ...[before, 0].flatMap((at) => looks(at)),
      call(
        ["publish", "POST /media_publish", 0],
        [{ place: "form", name: "creation_id", value: whole }, FORM_TOKEN],
      ),
      call(
        ["read-post", "GET {post}", 0],
        [
          TOKEN,
          { place: "query", name: "fields", value: "id,caption,media_type,permalink,timestamp" },
        ],
      ),
      call(
        ["list-comments", "GET {post}/comments", 10_000],
        [TOKEN, { place: "query", name: "fields", value: "id,text,username" }],
      ),
      call(
        ["comment", "POST {post}/comments", 10_000],
        [{ place: "form", name: "message", value: "#oak #linen" }, FORM_TOKEN],
      ),
    ],
  };
}

function looks(at: number): RehearsedCall[] {
  return [
    call(
      ["read-limit", "GET /content_publishing_limit", at],
      [TOKEN, { place: "query", name: "fields", value: "config,quota_usage" }],
    ),
    call(
      ["list-posts", "GET /media", at],
      [
        TOKEN,
        { place: "query", name: "fields", value: "id,caption,media_type,permalink,timestamp" },
        { place: "query", name: "limit", value: "50" },
      ],
    ),
  ];
}

type Line = readonly [step: RehearsedCall["step"], line: string, fromDueMs: number];

function call([step, line, fromDueMs]: Line, params: RehearsedCall["params"]): RehearsedCall {
  const [verb = "", ...rest] = line.split(" ");
  const end = rest.join(" ");
  const path = `/v26.0/${end.startsWith("/") ? USER + end : end}`;
  const method = verb === "POST" ? "POST" : "GET";
  return { step, method, host: "graph.instagram.com", path, params, fromDueMs };
}
