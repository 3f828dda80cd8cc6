/** A cup that has tipped over: for what went wrong. */
export function DrawnCup() {
  return (
    <svg
      width="120"
      height="80"
      viewBox="0 0 120 80"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d="M12 68h96" />
      <path d="M38 28l34 10c8 2.500 10 12 4 20-4 6-10 10-16 10H44c-6 0-10-5-10-12z" />
      <path d="M38 28c-3 0-7 6-8 14s1 14 4 14 7-6 8-14-1-14-4-14z" />
      <path d="M77 45c8-2 13 2 12 8s-7 10-14 8" />
      <path d="M34 56c-8 2-14 6-12 12" stroke="var(--accent)" />
      <path d="M14 63c2-2 5-3 8-3" stroke="var(--accent)" />
    </svg>
  );
}
