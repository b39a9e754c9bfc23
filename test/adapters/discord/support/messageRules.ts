import type { Component, SaidFile } from './world.ts';

const button = 2;
const menu = 3;

/** What Discord would refuse about a message, null when it takes it. */
export function checkMessage(body: Record<string, unknown>, files: readonly SaidFile[]): string | null {
  const {
    content = '',
    components = [],
    nonce = '',
    allowed_mentions,
  } = body as {
    content?: string;
    components?: readonly Component[];
    nonce?: string;
    allowed_mentions?: { parse?: readonly string[] };
  };
  const rows = components.map((row) => row.components ?? []);
  const pieces = rows.flat();
  const ids = pieces.flatMap(({ custom_id, options }) => [
    custom_id ?? '',
    ...(options ?? []).map(({ value }) => value),
  ]);
  const labels = pieces.flatMap(({ label, options }) => [label ?? '', ...(options ?? []).map((each) => each.label)]);
  const faults: readonly [boolean, string][] = [
    [content.length > 2_000, 'content: Must be 2000 or fewer in length.'],
    [content.trim() === '' && files.length === 0, 'Cannot send an empty message'],
    [String(nonce).length > 25, 'nonce: Must be 25 or fewer in length.'],
    [rows.length > 5, 'components: Must be 5 or fewer in length.'],
    [rows.some((row) => row.length === 0 || row.length > 5), 'components: Must be between 1 and 5 in length.'],
    [pieces.some(({ type }) => type !== button && type !== menu), 'components: Unknown type.'],
    [pieces.some(({ options }) => options && options.length > 25), 'options: Must be 25 or fewer in length.'],
    [ids.some((id) => id.length < 1 || id.length > 100), 'custom_id: Must be between 1 and 100 in length.'],
    [new Set(ids).size !== ids.length, 'custom_id: Component custom id cannot be duplicated'],
    [
      pieces.some(({ type, label = '' }) => type === button && (label.length < 1 || label.length > 80)),
      'label: Must be between 1 and 80 in length.',
    ],
    [labels.some((label) => label.length > 100), 'label: Must be 100 or fewer in length.'],
    // Not Discord's rule but ours: nobody is notified by what somebody wrote.
    [allowed_mentions !== undefined && allowed_mentions.parse?.length !== 0, 'allowed_mentions: must allow none'],
  ];
  return faults.find(([wrong]) => wrong)?.[1] ?? null;
}
