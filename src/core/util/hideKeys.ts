/** The link with which a citizen follows a case, up to and with its key. */
const keyed = /(\/cas\/[0-9A-Z]{4}-[0-9A-Z]{4})#[0-9A-Z-]+/gi;

/** A text without the keys of the cases that it links to: they are the citizen's, and nobody else's. */
export function hideKeys(text: string): string {
  return text.replace(keyed, '$1');
}
