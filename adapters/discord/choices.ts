import { createHmac } from 'node:crypto';
import type { APIMessageTopLevelComponent } from 'discord.js';
import type { InboundContent, Rendered } from '../../src/core/model/message.ts';
import { actionRow, button, primaryStyle, secondaryStyle, stringSelect } from './values.ts';

type Choice = Rendered['choices'][number];

/** Most characters of a button's or an option's id. */
const idLength = 100;
const perRow = 5;
/** More choices than this become a menu: two rows of buttons still fit on a phone. */
const maxButtons = 10;
const menuId = 'menu';

/** Renders choices as rows of buttons, or as a menu if there are many. */
export function componentsOf(choices: readonly Choice[], secret: Uint8Array): APIMessageTopLevelComponent[] {
  if (choices.length === 0) return [];
  const ids = idsOf(choices, secret);
  if (choices.length > maxButtons) return [menuOf(choices, ids)];
  const rows = Math.ceil(choices.length / perRow);
  return Array.from({ length: rows }, (_, row) => ({
    type: actionRow,
    components: choices.slice(row * perRow, (row + 1) * perRow).map(({ label }, index) => ({
      type: button,
      style: secondaryStyle,
      label: label || '…',
      custom_id: ids[row * perRow + index] ?? '',
    })),
  }));
}

function menuOf(choices: readonly Choice[], ids: readonly string[]): APIMessageTopLevelComponent {
  const options = choices.map(({ label }, index) => ({ label: label || '…', value: ids[index] ?? '' }));
  return {
    type: actionRow,
    components: [{ type: stringSelect, custom_id: menuId, options }],
  };
}

/**
 * What each choice carries: its value, so that any process understands it at any time. A value that is too long is
 * replaced by its HMAC, the name under which the value is sealed with the conversation before the message is sent.
 * Discord refuses duplicate values, so a duplicate choice is understood by its label.
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

/** The values that are too long for a message's choices, and the names under which to seal them. */
export function valuesToSeal(choices: readonly Choice[], secret: Uint8Array) {
  const long = choices.filter(({ value }) => isLong(value));
  return long.map(({ value }) => ({ name: `choice.${digestOf(value, secret)}`, value }));
}

/** The name under which a choice's value is sealed; null when the choice carries the value. */
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
 * Content of a pressed button or chosen option if it carries its value; else its label, which the core understands as
 * long as the choice is open. Null when it is not one of ours.
 */
export function contentOfChoice(id: string, label: string): InboundContent | null {
  if (id.startsWith('c:')) return { kind: 'choice', value: id.slice(2), text: label };
  return /^[hl]:/.test(id) && label !== '' ? { kind: 'text', text: label } : null;
}

type Given = readonly APIMessageTopLevelComponent[];

/** Label of the pressed or chosen item, read from the message itself. */
export function labelOf(components: Given | undefined, id: string): string {
  for (const part of piecesOf(components)) {
    if (part.type === button && 'custom_id' in part && part.custom_id === id) return part.label ?? '';
    if (part.type !== stringSelect) continue;
    const option = part.options.find(({ value }) => value === id);
    if (option) return option.label;
  }
  return '';
}

/** The same components after a choice: all disabled, the chosen one highlighted. */
export function withChosen(components: Given | undefined, id: string): APIMessageTopLevelComponent[] {
  return (components ?? []).flatMap((row): APIMessageTopLevelComponent[] => {
    if (row.type !== actionRow) return [row];
    const chosen = row.components.map((part) => {
      if (part.type === stringSelect) {
        const options = part.options.map((option) => ({ ...option, default: option.value === id }));
        return { ...part, options, disabled: true };
      }
      if (part.type !== button || !('custom_id' in part)) return part;
      const style = part.custom_id === id ? primaryStyle : secondaryStyle;
      return { ...part, style, disabled: true };
    });
    return [{ ...row, components: chosen }];
  });
}

function piecesOf(components: Given | undefined) {
  return (components ?? []).flatMap((row) => (row.type === actionRow ? row.components : []));
}
