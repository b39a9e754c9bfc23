/** An element: its text, or the elements in it by name, in their order. Null: it is empty. */
export type XmlNode = string | null | { readonly [name: string]: readonly XmlNode[] };

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', '#13': '\r' };

/** Reads XML without attributes, as simple clients do. @throws where it is not well formed */
export function readXml(xml: string): { readonly name: string; readonly node: XmlNode } {
  const declared = /^<\?xml version="1\.0" encoding="utf-8"\?>\n/.exec(xml)?.[0];
  if (declared === undefined) throw new Error('no declaration');
  const pieces = xml
    .slice(declared.length)
    .trimEnd()
    .split(/(<[^<>]+>)/)
    .filter((part) => part !== '');
  let at = 0;
  const element = (): { name: string; node: XmlNode } => {
    const tag = /^<([a-z_]\w*)(\/?)>$/.exec(pieces[at++] ?? '');
    if (tag === null) throw new Error(`no element at part ${at}`);
    const [, name = '', empty] = tag;
    if (empty === '/') return { name, node: null };
    const inner: Record<string, XmlNode[]> = {};
    let text: string | null = null;
    while (pieces[at] !== `</${name}>`) {
      const part = pieces[at];
      if (part === undefined || part.startsWith('</')) throw new Error(`${name} is not closed`);
      if (part.startsWith('<')) {
        const child = element();
        inner[child.name] = [...(inner[child.name] ?? []), child.node];
      } else {
        text = part.replace(/&(\w+|#13);/g, (_, entity: string) => entities[entity] ?? '?');
        at += 1;
      }
    }
    at += 1;
    return { name, node: text ?? (Object.keys(inner).length === 0 ? null : inner) };
  };
  const root = element();
  if (at !== pieces.length) throw new Error('more than one root');
  return root;
}
