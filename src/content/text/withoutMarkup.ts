/** A light Markdown link whose URL runs a script: its label stays. */
const scriptedLink = /\[([^\]]*)\]\(\s*(?:javascript|vbscript|data):[^\s]*\)/gi;
/** Code that people paste or try on a bot: comments, scripts, tags, templates, URLs that run scripts. */
const markup = [
  /<!--[\s\S]*?(?:-->|$)/g,
  /<(script|style)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi,
  /<\/?[a-z!][^<>]*(?:>|$)/gi,
  /\{\{[^{}]*\}\}|\$\{[^{}]*\}|<%[\s\S]*?%>/g,
  /\b(?:javascript:|vbscript:|data:[a-z]+\/)[^\s"'<>]*/gi,
];

/** The visible text: words within tags stay, code goes. The same text if it has no markup. */
export function withoutMarkup(text: string): string {
  if (!/[<{]|\bjavascript:|\bvbscript:|\bdata:/i.test(text)) return text;
  const words = markup.reduce((left, pattern) => left.replace(pattern, ' '), text.replace(scriptedLink, '$1')).trim();
  // Punctuation around removed code says nothing.
  return words === text.trim() ? text : /[\p{L}\p{N}]/u.test(words) ? words : '';
}
