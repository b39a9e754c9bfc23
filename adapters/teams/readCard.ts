import { z } from 'zod';
import type { ShownBlock, ShownSpan } from '../../src/core/ports/adapter.ts';

const run = z.looseObject({
  text: z.string(),
  weight: z.string().optional(),
  selectAction: z.looseObject({ url: z.string() }).optional(),
});

const card = z.looseObject({
  body: z.array(
    z.looseObject({
      type: z.string(),
      spacing: z.string().optional(),
      inlines: z.array(run).optional(),
      actions: z.array(z.looseObject({ title: z.string() })).optional(),
    }),
  ),
});

/** What people see of an Adaptive Card that we wrote. */
interface ReadCard {
  readonly blocks: readonly ShownBlock[];
  readonly buttons: readonly (readonly string[])[];
}

/** Reads a card as blocks and buttons, from its JSON. */
export function readCard(content: unknown): ReadCard {
  const { body } = card.parse(content);
  const blocks: { kind: ShownBlock['kind']; lines: (readonly ShownSpan[])[] }[] = [];
  const buttons: (readonly string[])[] = [];
  for (const { type, spacing, inlines = [], actions = [] } of body) {
    if (type === 'ActionSet') buttons.push(actions.map(({ title }) => title));
    if (type !== 'RichTextBlock') continue;
    const [first, ...rest] = inlines;
    const kind = first?.text === '• ' ? 'list' : 'paragraph';
    const line = (kind === 'list' ? rest : inlines).map(
      ({ text, weight, selectAction }): ShownSpan => ({
        text,
        bold: weight === 'Bolder',
        href: selectAction?.url ?? null,
      }),
    );
    const last = blocks.at(-1);
    const isOn = spacing !== 'Default' && last !== undefined && last.kind === kind;
    if (isOn) last.lines.push(line);
    else blocks.push({ kind, lines: [line] });
  }
  return { blocks, buttons };
}
