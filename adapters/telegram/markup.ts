import { saysNumber } from '../../src/core/render/plainText.ts';

/** Bold text and links in light Markdown, the same syntax that `toPlainText` of the core reads. */
const bold = /\*\*([^*\n]+)\*\*/g;
const link = /\[([^\]\n]*)\]\((https?:\/\/[^\s)]+|mailto:[^\s)]+|tel:[^\s)]+)\)/g;

/**
 * Converts light Markdown to Telegram's HTML: bold, links, and everything else escaped. E-mail addresses and phone
 * numbers are written out, since Telegram accepts only http and https links and links the others itself.
 */
export function toHtml(markdown: string): string {
  // Links first: bold text may contain links, and a URL may contain asterisks.
  const links: string[] = [];
  const held = markdown.replaceAll(hole, '').replace(link, (_, label: string, url: string) => {
    links.push(linked(label, url));
    return hole;
  });
  const html = emboldened(held);
  return html.replaceAll(hole, () => links.shift() ?? '');
}

/** Placeholder for an extracted link; this character never occurs in visible text. */
const hole = '\u0000';

function linked(label: string, url: string): string {
  const address = url.replace(/^(?:mailto|tel):/, '');
  if (saysNumber(label, url)) return emboldened(label);
  if (label === '' || label === url || label === address) return anchor(escaped(address), url);
  return url === address ? anchor(emboldened(label), url) : `${emboldened(label)} (${escaped(address)})`;
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
