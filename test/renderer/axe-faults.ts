import axe from "axe-core";

/**
 * What axe finds on the page, in words. Contrast needs a layout and is measured in the browser; react-aria's announcer
 * holds half-made elements for a moment and is left out.
 */
export async function axeFaults(): Promise<readonly string[]> {
  const { violations } = await axe.run(
    { include: [document.body], exclude: ["[data-live-announcer]"] },
    { rules: { "color-contrast": { enabled: false } } },
  );
  return violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.help}: ${node.html}`),
  );
}
