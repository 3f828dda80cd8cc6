/** Nine frames, one with a vase in it: a profile to be filled. */
export function DrawnGrid() {
  return (
    <svg
      width="132"
      height="120"
      viewBox="0 0 132 120"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
      strokeLinecap="round"
    >
      {[4, 48, 92].map((x) => (
        <rect key={x} x={x} y="4" width="36" height="48" rx="3" />
      ))}
      {[4, 92].map((x) => (
        <rect key={x} x={x} y="64" width="36" height="48" rx="3" strokeDasharray="3 4" />
      ))}
      <g stroke="var(--accent)">
        <rect x="48" y="64" width="36" height="48" rx="3" />
        <path d="M62 88h8M63 88c0 4-5 6-5 11 0 4 3 6 4 6h8c1 0 4-2 4-6 0-5-5-7-5-11M66 88c0-6 1-10 5-13M66 82c-1-4-4-6-7-6" />
      </g>
    </svg>
  );
}
