import { type Inline, parseLightMarkdown } from '../../../src/http/pages/lightMarkdown.ts';

/** A message of the bot or of staff. Text becomes nodes, never HTML. */
export function Markdown({ text }: { readonly text: string }) {
  return (
    <>
      {parseLightMarkdown(text).map((block, index) =>
        block.kind === 'paragraph' ? (
          <p key={index}>{inlines(block.inlines)}</p>
        ) : block.start === null ? (
          <ul key={index}>{items(block.items)}</ul>
        ) : (
          <ol key={index} start={block.start}>
            {items(block.items)}
          </ol>
        ),
      )}
    </>
  );
}

const items = (all: readonly (readonly Inline[])[]) => all.map((each, index) => <li key={index}>{inlines(each)}</li>);

function inlines(all: readonly Inline[]) {
  return all.map((each, index) => {
    if (each.kind === 'text') return each.text;
    if (each.kind === 'break') return <br key={index} />;
    if (each.kind === 'bold') return <strong key={index}>{inlines(each.inlines)}</strong>;
    return (
      <a key={index} href={each.href} target="_blank" rel="noopener noreferrer">
        {inlines(each.inlines)}
      </a>
    );
  });
}
