import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { PostedCommand } from '../../../src/http/api/wire.ts';
import { state } from '../state.ts';
import { named, stringsNow } from '../strings.ts';
import { announceToScreenReaders } from './announce.ts';
import { closeAs } from './closing.ts';
import { nameOfRecipient } from './commands.ts';
import { act, hold, holdForAll } from './held.ts';

/** Begins to pick cases, or stops. */
export function switchPicking(): void {
  state.set({ picked: state.get().picked === null ? new Set() : null });
}

/** Picks all cases of the list that were read; if all are picked, none. */
export function pickAll(): void {
  const { list, picked } = state.get();
  const codes = list.items.map(({ case: { code } }) => code);
  const next = new Set(codes.every((code) => picked?.has(code)) ? [] : codes);
  state.set({ picked: next });
  announceToScreenReaders(interpolate(stringsNow().pickedCount, { n: next.size }));
}

/** Runs what a dialog was asked for: in the open case, or (where it was opened for them) in all cases that are picked. */
export function runFromDialog(command: PostedCommand): void {
  const { dialog, picked } = state.get();
  const isForAll = dialog !== null && 'all' in dialog && dialog.all === true;
  state.set({ dialog: null });
  const strings = stringsNow();
  const to = command.kind === 'assign' ? nameOfRecipient(command.to) : '';
  if (isForAll && picked !== null) {
    const text = interpolate(named(strings.forAll, command.kind), { n: picked.size, to });
    state.set({ picked: null });
    void holdForAll([...picked], [command], text);
  } else if (command.kind === 'close') closeAs(command.reason);
  else if (command.kind === 'assign') void hold(command, [], interpolate(strings.assigning, { to }));
  else void act(command);
}
