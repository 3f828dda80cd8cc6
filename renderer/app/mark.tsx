/** The app's mark: a vase in an arched niche. */
export function Mark(props: { readonly className?: string | undefined }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" className={props.className}>
      <path fill="var(--accent)" d="M1.500 16V7.500a6.500 6.500 0 0 1 13 0V16z" />
      <path
        fill="var(--sunk)"
        d="M6.600 6.400h2.800v1.100c0 .5 1.900 1.400 1.900 3.600 0 1.500-.7 2.500-1.500 2.900H6.200c-.8-.4-1.500-1.400-1.500-2.900 0-2.200 1.900-3.100 1.900-3.600z"
      />
    </svg>
  );
}
