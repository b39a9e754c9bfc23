/** A message as Discord draws it. */
interface Drawn {
  readonly text: string;
  readonly bold: readonly string[];
  readonly links: readonly { readonly text: string; readonly url: string }[];
  /** Addresses that are links without words of their own. */
  readonly addresses: readonly string[];
  /** Everything else that its marks mean: `em`, `code`, `heading`, `mention` and the like, with what they cover. */
  readonly others: readonly string[];
}

interface Rule {
  readonly name: string;
  readonly pattern: RegExp;
}

/** What means something anywhere, in the order in which Discord looks for it. */
const inline: readonly Rule[] = [
  { name: 'escape', pattern: /\\([^0-9A-Za-z\s])/y },
  { name: 'code', pattern: /(`+)([\s\S]*?[^`])\1(?!`)/y },
  { name: 'mention', pattern: /<(?:@[!&]?|#|id:)\w+>|@everyone|@here/y },
  { name: 'emoji', pattern: /<a?:\w+:\d+>/y },
  { name: 'time', pattern: /<t:-?\d+(?::[tTdDfFR])?>/y },
  { name: 'command', pattern: /<\/[^>]+:\d+>/y },
  { name: 'link', pattern: /\[((?:\\[\s\S]|[^\]\\])*)\]\(\s*<?((?:https?):\/\/[^\s>)]*)>?\s*\)/y },
  { name: 'url', pattern: /<(https?:\/\/[^\s<>]+)>|https?:\/\/[^\s<]+[^<.,:;"'\]\s]/y },
  { name: 'strong', pattern: /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y },
  { name: 'underline', pattern: /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y },
  { name: 'em', pattern: /\*(?=\S)((?:\\[\s\S]|[^\\*])+?)\*(?!\*)|_((?:\\[\s\S]|[^\\_])+?)_(?!\w)/y },
  { name: 'strike', pattern: /~~([\s\S]+?)~~/y },
  { name: 'spoiler', pattern: /\|\|([\s\S]+?)\|\|/y },
];

/** What means something at the beginning of a line only. */
const block: readonly Rule[] = [
  { name: 'heading', pattern: /\s*(?:-\s+)*-?#{1,3}\s+\S/y },
  { name: 'quote', pattern: /\s*(?:-\s+)*>(?:>>)?\s/y },
  { name: 'numbers', pattern: /\s*(?:-\s+)*\d+[.)]\s/y },
  { name: 'bullets', pattern: /\s*[*+]\s/y },
];

/** Reads Discord's dialect as its own programs do. */
export function draw(content: string): Drawn {
  const bold: string[] = [];
  const links: { text: string; url: string }[] = [];
  const addresses: string[] = [];
  const others: string[] = [];

  function read(text: string, isWhole: boolean): string {
    let out = '';
    for (let at = 0; at < text.length; ) {
      if (isWhole && (at === 0 || text[at - 1] === '\n')) {
        const started = block.find(({ pattern }) => matchAt(pattern, text, at));
        if (started) others.push(started.name);
      }
      const rule = inline.find(({ pattern }) => matchAt(pattern, text, at));
      const match = rule && matchAt(rule.pattern, text, at);
      if (!rule || !match) {
        out += text[at];
        at += 1;
        continue;
      }
      out += take(rule.name, match);
      at += match[0].length;
    }
    return out;
  }

  function take(name: string, match: RegExpExecArray): string {
    const [whole, first = '', second = ''] = match;
    if (name === 'escape') return first;
    if (name === 'url') {
      addresses.push(first === '' ? whole : first);
      return first === '' ? whole : first;
    }
    if (name === 'link') {
      const text = read(first, false);
      links.push({ text, url: second });
      return text;
    }
    if (name === 'strong') {
      const text = read(first, false);
      bold.push(text);
      return text;
    }
    others.push(name);
    return whole;
  }

  return { text: read(content, true), bold, links, addresses, others };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
