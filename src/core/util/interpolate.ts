/** Values for the `{{names}}` in a text. */
type InterpolationValues = Readonly<Record<string, string | number | null | undefined>>;

/**
 * Fills `{{name}}` in a text, with the syntax of i18next. A name without a value stays as it is, so that somebody
 * notices and fixes it. Values are not escaped. Why not i18next itself: docs/decisions/0019-one-interpolation.md.
 */
export function interpolate(text: string, values: InterpolationValues): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The names in a text that wait for a value. */
export function placeholdersIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g), ([, name = '']) => name);
}
