/** Fills `{{name}}` of a canned reply; what has no value stays as it is, so that it is seen before it is sent. */
export function fillReply(text: string, values: Readonly<Record<string, string | null>>): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Names that a text still leaves open. */
export function openIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/\{\{\s*(\w+)\s*\}\}/g), ([, name = '']) => name);
}
