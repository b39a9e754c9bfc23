/** Fills `{{name}}` in a canned reply; a name without a value stays, so that it is noticed before sending. */
export function fillReply(text: string, values: Readonly<Record<string, string | null>>): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Names that are still unfilled in a text. */
export function openIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/\{\{\s*(\w+)\s*\}\}/g), ([, name = '']) => name);
}
