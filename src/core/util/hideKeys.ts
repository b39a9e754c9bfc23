/** The link by which a citizen follows a case, including its key. */
const keyed = /(\/cas\/[0-9A-Z]{4}-[0-9A-Z]{4})#[0-9A-Z-]+/gi;

/** Removes the keys from the case links in a text: only the citizen may have them. */
export function hideKeys(text: string): string {
  return text.replace(keyed, '$1');
}
