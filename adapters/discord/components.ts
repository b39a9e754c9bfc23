import { createHmac } from 'node:crypto';
import { type APIMessageTopLevelComponent, ButtonStyle, ComponentType } from 'discord.js';
import type { InboundContent, Rendered } from '../../src/core/model/message.ts';

type Choice = Rendered['choices'][number];

/** Most characters of what a button or an option carries. */
const idLength = 100;
const perRow = 5;
/** More choices than this are a menu: two rows of buttons still fit on a telephone. */
const maxButtons = 10;
const menuId = 'menu';

/** Choices as rows of buttons, or as a menu where they are many. */
export function componentsOf(choices: readonly Choice[], secret: Uint8Array): APIMessageTopLevelComponent[] {
  if (choices.length === 0) return [];
  const ids = idsOf(choices, secret);
  if (choices.length > maxButtons) return [menuOf(choices, ids)];
  const rows = Math.ceil(choices.length / perRow);
  return Array.from({ length: rows }, (_, row) => ({
    type: ComponentType.ActionRow as const,
    components: choices.slice(row * perRow, (row + 1) * perRow).map(({ label }, index) => ({
      type: ComponentType.Button as const,
      style: ButtonStyle.Secondary as const,
      label: label || '…',
      custom_id: ids[row * perRow + index] ?? '',
    })),
  }));
}

function menuOf(choices: readonly Choice[], ids: readonly string[]): APIMessageTopLevelComponent {
  const options = choices.map(({ label }, index) => ({ label: label || '…', value: ids[index] ?? '' }));
  return {
    type: ComponentType.ActionRow,
    components: [{ type: ComponentType.StringSelect, custom_id: menuId, options }],
  };
}

/**
 * What each choice carries: its value, so that any process understands it at any time. Of a value that is too long it
 * carries the HMAC, under which the value is sealed with the conversation before the message is sent. A value that is
 * there already, which Discord refuses, is left to its label.
 */
function idsOf(choices: readonly Choice[], secret: Uint8Array): readonly string[] {
  const used = new Set<string>();
  return choices.map(({ value }, index) => {
    const id = isLong(value) ? `h:${digestOf(value, secret)}` : `c:${value}`;
    const known = used.has(id);
    used.add(id);
    return known ? `l:${index}` : id;
  });
}

/** The values that a message's choices cannot carry, and under which names they are to be sealed. */
export function valuesToSeal(choices: readonly Choice[], secret: Uint8Array) {
  const long = choices.filter(({ value }) => isLong(value));
  return long.map(({ value }) => ({ name: `choice.${digestOf(value, secret)}`, value }));
}

/** The name under which the value of a choice is sealed; null when it carries its value. */
export function sealedName(id: string): string | null {
  return /^h:[\w-]{43}$/.test(id) ? `choice.${id.slice(2)}` : null;
}

function isLong(value: string): boolean {
  return value.length + 2 > idLength;
}

function digestOf(value: string, secret: Uint8Array): string {
  return createHmac('sha256', secret).update(`choice\n${value}`).digest('base64url');
}

/**
 * What a pressed button or a chosen option says, as far as it carries it: else its label, which the core understands
 * as long as the choice stands. Null when it is none of ours.
 */
export function contentOfChoice(id: string, label: string): InboundContent | null {
  if (id.startsWith('c:')) return { kind: 'choice', value: id.slice(2), text: label };
  return /^[hl]:/.test(id) && label !== '' ? { kind: 'text', text: label } : null;
}

type Given = readonly APIMessageTopLevelComponent[];

/** The label of what was pressed or chosen, as the message itself shows it. */
export function labelOf(components: Given | undefined, id: string): string {
  for (const part of piecesOf(components)) {
    if (part.type === ComponentType.Button && 'custom_id' in part && part.custom_id === id) return part.label ?? '';
    if (part.type !== ComponentType.StringSelect) continue;
    const option = part.options.find(({ value }) => value === id);
    if (option) return option.label;
  }
  return '';
}

/** The same components after a choice: nothing can be pressed any more, and what was chosen stands out. */
export function withChosen(components: Given | undefined, id: string): APIMessageTopLevelComponent[] {
  return (components ?? []).flatMap((row): APIMessageTopLevelComponent[] => {
    if (row.type !== ComponentType.ActionRow) return [row];
    const deps = row.components.map((part) => {
      if (part.type === ComponentType.StringSelect) {
        const options = part.options.map((option) => ({ ...option, default: option.value === id }));
        return { ...part, options, disabled: true };
      }
      if (part.type !== ComponentType.Button || !('custom_id' in part)) return part;
      const style: ButtonStyle.Primary | ButtonStyle.Secondary =
        part.custom_id === id ? ButtonStyle.Primary : ButtonStyle.Secondary;
      return { ...part, style, disabled: true };
    });
    return [{ ...row, components: deps }];
  });
}

function piecesOf(components: Given | undefined) {
  return (components ?? []).flatMap((row) => (row.type === ComponentType.ActionRow ? row.components : []));
}
