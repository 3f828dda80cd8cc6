/** What a text from Word, a website or a chat leaves behind is taken out; emoji, their joiners and line breaks stay. */
export function cleanPastedText(text: string): string {
  return (
    text
      .replace(/\r\n?/g, "\n")
      .replace(/[\u2028\u2029]/g, "\n")
      .replace(/[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, " ")
      .replace(/[\u00ad\u200b\u2060\ufeff\ufffc]/g, "")
      // eslint-disable-next-line no-control-regex -- control characters are exactly what is taken out
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
      .replace(/ +$/gm, "")
      .replace(/\n{3,}/g, "\n\n")
  );
}
