/** A vase with a twig on an empty sheet: the place of the first photograph. */
export function DrawnVase() {
  return (
    <svg
      viewBox="0 0 120 96"
      width="120"
      height="96"
      fill="none"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <g stroke="var(--edge)">
        <rect x="22" y="4" width="76" height="88" rx="4" />
        <path d="M22 78h76" />
        <path d="M54 44v5c0 4-9 7-9 17 0 6 3 10 6 12h18c3-2 6-6 6-12 0-10-9-13-9-17v-5z" />
      </g>
      <g stroke="var(--accent)">
        <path d="M60 44c0-9 2-15 8-22M60 44c-1-8-4-13-9-17" />
        <path d="M68 22c4-2 7-1 9 2-4 2-7 1-9-2zM51 27c-4 0-7 1-8 4 4 1 7-1 8-4zM64 31c4-1 6 0 8 2-3 2-6 1-8-2z" />
      </g>
    </svg>
  );
}
