/** The first thing she sees. */
export function FirstRunScreen() {
  return <div>Welcome</div>;
}
