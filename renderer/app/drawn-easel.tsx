/** An empty frame on an easel: for drafts to come. */
export function DrawnEasel() {
  return (
    <svg
      width="120"
      height="128"
      viewBox="0 0 120 128"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d="M60 4v8M40 96 30 124M80 96l10 28M60 96v20M24 96h72" />
      <rect x="30" y="12" width="60" height="75" rx="3" />
      <path
        d="M53 64h14M54 64c0-7-8-9-8-17 0-6 5-10 9-12v-5h10v5c4 2 9 6 9 12 0 8-8 10-8 17"
        stroke="var(--accent)"
      />
    </svg>
  );
}
