/** Light Markdown as plain text: bold marks go, a link shows its address behind its words. */
export function toPlainText(markdown: string): string {
  return markdown
    .replace(/\[([^\]\n]*)\]\((https?:\/\/[^\s)]+|mailto:[^\s)]+|tel:[^\s)]+)\)/g, (_, words: string, url: string) =>
      words === url || words === '' ? url : `${words} (${url.replace(/^(?:mailto|tel):/, '')})`,
    )
    .replace(/\*\*([^*\n]+)\*\*/g, '$1');
}
