/** The wordings in what was typed or pasted: one per line, without list signs, numbers and quotes around it. */
export function readWordings(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/^\s*(?:[-*•–]|\d+[.)])\s+/, '')
        .trim()
        .replace(/^(["'«“])(.*)(["'»”])$/, '$2')
        .trim(),
    )
    .filter((line) => line !== '');
}

/** The list with new wordings at its end, each once. */
export function withWordings(list: readonly string[], added: readonly string[]): readonly string[] {
  return [...new Set([...list, ...added])];
}

/** How a text of several lines is kept: with an end of line, as it is written manually. */
export function keptText(text: string, before: string): string | undefined {
  if (text.trim() === '') return undefined;
  const isOneLine = before !== '' && !before.endsWith('\n') && !text.includes('\n');
  return isOneLine ? text : `${text}\n`;
}
