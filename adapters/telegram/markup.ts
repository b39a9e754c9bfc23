/** Bold, and a link, as light Markdown writes them: the same that `toPlainText` of the core knows. */
const bold = /\*\*([^*\n]+)\*\*/g;
const link = /\[([^\]\n]*)\]\((https?:\/\/[^\s)]+|mailto:[^\s)]+|tel:[^\s)]+)\)/g;

/**
 * Light Markdown as the HTML that Telegram reads: bold, links, and everything else escaped. Addresses of mail and
 * telephones are written out, since Telegram links only what begins with https or http, and makes those links itself.
 */
export function toHtml(markdown: string): string {
  // First the links: what is written in bold may hold some, and an address may hold asterisks.
  const links: string[] = [];
  const held = markdown.replaceAll(hole, '').replace(link, (_, words: string, url: string) => {
    links.push(linked(words, url));
    return hole;
  });
  const html = emboldened(held);
  return html.replaceAll(hole, () => links.shift() ?? '');
}

/** Stands where a link was taken out; no text that people see holds this character. */
const hole = '\u0000';

function linked(words: string, url: string): string {
  const address = url.replace(/^(?:mailto|tel):/, '');
  if (words === '' || words === url || words === address) return anchor(escaped(address), url);
  return url === address ? anchor(emboldened(words), url) : `${emboldened(words)} (${escaped(address)})`;
}

function anchor(html: string, url: string): string {
  return /^https?:/.test(url) ? `<a href="${escaped(url)}">${html}</a>` : html;
}

function emboldened(text: string): string {
  return escaped(text).replace(bold, '<b>$1</b>');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
