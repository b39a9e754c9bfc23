/** Light Markdown as plain text: bold marks are removed, and a link shows its address after its text. */
export function toPlainText(markdown: string): string {
  return markdown
    .replace(/\[([^\]\n]*)\]\((https?:\/\/[^\s)]+|mailto:[^\s)]+|tel:[^\s)]+)\)/g, (_, words: string, url: string) => {
      const address = url.replace(/^(?:mailto|tel):/, '');
      return words === url || words === address || words === '' ? address : `${words} (${address})`;
    })
    .replace(/\*\*([^*\n]+)\*\*/g, '$1');
}
