import { type Block, type Inline, parseLightMarkdown } from '../../../src/http/pages/lightMarkdown.ts';
import { make } from './dom.ts';

/** What the bot says as nodes; `newTab` warns those who don't see where a link opens. Nothing is read as HTML. */
export function markdownNodes(text: string, newTab: string): readonly Node[] {
  const inlineNodes = (inlines: readonly Inline[]): readonly Node[] => inlines.map(inlineNode);

  const blockNode = (block: Block): Node => {
    if (block.kind === 'paragraph') return make('p', {}, ...inlineNodes(block.inlines));
    const items = block.items.map((inlines) => make('li', {}, ...inlineNodes(inlines)));
    return block.start === null ? make('ul', {}, ...items) : make('ol', { start: String(block.start) }, ...items);
  };

  const inlineNode = (inline: Inline): Node => {
    switch (inline.kind) {
      case 'text':
        return document.createTextNode(inline.text);
      case 'break':
        return make('br', {});
      case 'bold':
        return make('strong', {}, ...inlineNodes(inline.inlines));
      case 'link':
        return linkNode(inline.href, inlineNodes(inline.inlines));
    }
  };

  const linkNode = (href: string, strings: readonly Node[]): Node =>
    /^https?:/i.test(href)
      ? make(
          'a',
          { href, rel: 'noopener', target: '_blank' },
          ...strings,
          make('span', { class: 'hidden' }, ` ${newTab}`),
        )
      : make('a', { href, rel: 'noopener' }, ...strings);

  return parseLightMarkdown(text).map(blockNode);
}
