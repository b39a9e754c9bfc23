/** A stretch of a text that is shown in a way of its own; offsets in UTF-16 units. */
export interface Entity {
  readonly type: 'bold' | 'text_link';
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const entityTypes: Readonly<Record<string, Entity['type']>> = { b: 'bold', a: 'text_link' };

/**
 * Reads the HTML of the Bot API as strictly as the platform does: known tags only, each closed in its place. Throws the
 * platform's own words where it would refuse.
 */
export function parseHtml(html: string): { text: string; entities: readonly Entity[] } {
  const entities: Entity[] = [];
  const open: { tag: string; offset: number; url: string | null }[] = [];
  let text = '';
  let at = 0;
  while (at < html.length) {
    const rest = html.slice(at);
    const tag = /^<(\/?)([a-z]+)(?: href="([^"<>]*)")?>/.exec(rest);
    const sign = /^&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/i.exec(rest);
    if (tag) {
      const [all, closing, name = '', url] = tag;
      at += all.length;
      if (closing === '') {
        if (!entityTypes[name]) throw refusal(`Unsupported start tag "${name}"`);
        open.push({ tag: name, offset: text.length, url: url === undefined ? null : parseHtml(url).text });
      } else {
        const last = open.pop();
        const type = entityTypes[name];
        if (last?.tag !== name || type === undefined) throw refusal(`Unmatched end tag "${name}"`);
        const { offset, url: target } = last;
        const length = text.length - offset;
        if (length > 0) entities.push({ type, offset, length, ...(target !== null && { url: target }) });
      }
    } else if (rest.startsWith('<')) {
      throw refusal(`Unsupported start tag "${rest.slice(1, 20)}"`);
    } else if (sign && (sign[3] === undefined || named[sign[3]] !== undefined)) {
      const [all, decimal, hexadecimal, name = ''] = sign;
      text += named[name] ?? String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16));
      at += all.length;
    } else {
      text += html[at];
      at += 1;
    }
  }
  if (open.length > 0) throw refusal(`Can't find end tag corresponding to start tag "${open.at(-1)?.tag}"`);
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

function refusal(why: string): Error {
  return new Error(`Bad Request: can't parse entities: ${why} at byte offset 1`);
}
