/** Light Markdown as plain text: bold marks are removed, and a link shows its address after its text. */
export function toPlainText(markdown: string): string {
  return markdown
    .replace(/\[([^\]\n]*)\]\((https?:\/\/[^\s)]+|mailto:[^\s)]+|tel:[^\s)]+)\)/g, (_, words: string, url: string) => {
      const address = url.replace(/^(?:mailto|tel):/, '');
      if (saysNumber(words, url)) return words;
      return words === url || words === address || words === '' ? address : `${words} (${address})`;
    })
    .replace(/\*\*([^*\n]+)\*\*/g, '$1');
}

/** Whether the words of a link say the telephone number to which it leads: it is not written a second time. */
export function saysNumber(words: string, url: string): boolean {
  const said = digits(words);
  return url.startsWith('tel:') && said !== '' && said === digits(url) && !words.startsWith('tel:');
}

const digits = (text: string) => text.replace(/\D/g, '');
