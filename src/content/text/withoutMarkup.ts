/** Light Markdown whose address runs something: its words stay. */
const scriptedLink = /\[([^\]]*)\]\(\s*(?:javascript|vbscript|data):[^\s]*\)/gi;
/** Code as people paste it, or try it on a bot: comments, scripts, tags, templates, addresses that run something. */
const markup = [
  /<!--[\s\S]*?(?:-->|$)/g,
  /<(script|style)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi,
  /<\/?[a-z!][^<>]*(?:>|$)/gi,
  /\{\{[^{}]*\}\}|\$\{[^{}]*\}|<%[\s\S]*?%>/g,
  /\b(?:javascript:|vbscript:|data:[a-z]+\/)[^\s"'<>]*/gi,
];

/** What a text says besides markup: words within tags stay, code goes. The same text where there is none. */
export function withoutMarkup(text: string): string {
  if (!/[<{]|\bjavascript:|\bvbscript:|\bdata:/i.test(text)) return text;
  const words = markup.reduce((left, pattern) => left.replace(pattern, ' '), text.replace(scriptedLink, '$1')).trim();
  // Marks that stood around what is gone say nothing.
  return words === text.trim() ? text : /[\p{L}\p{N}]/u.test(words) ? words : '';
}
