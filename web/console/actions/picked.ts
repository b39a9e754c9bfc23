import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { PostedCommand } from '../../../src/http/api/wire.ts';
import { pickedInList } from '../model/picked.ts';
import { state } from '../state.ts';
import { named, stringsNow } from '../strings.ts';
import { announceToScreenReaders, toast } from './announce.ts';
import { closeAs } from './closing.ts';
import { nameOfRecipient } from './commands.ts';
import { act, hold, holdForAll } from './held.ts';

/** Begins to pick cases, or stops. */
export function switchPicking(): void {
  state.set({ picked: state.get().picked === null ? new Set() : null });
}

/** Picks all cases of the list that were read; if all are picked, none. While the list is read again it only picks. */
export function pickAll(): void {
  const { list, picked } = state.get();
  const codes = list.items.map(({ case: { code } }) => code);
  const takesBack = list.loading !== 'first' && codes.every((code) => picked?.has(code));
  state.set({ picked: new Set(takesBack ? [] : codes) });
  announceToScreenReaders(countText());
}

/** Ends the picking and returns the cases that it was for; null: the list shows none of them any more, and the page says so. */
export function takePicked(): readonly string[] | null {
  const codes = pickedInList(state.get());
  if (codes.length === 0) {
    toast(countText(), 'bad');
    return null;
  }
  state.set({ picked: null });
  return codes;
}

const countText = () => interpolate(stringsNow().pickedCount, { n: pickedInList(state.get()).length });

/** Runs what a dialog was asked for: in the open case, or (where it was opened for them) in all cases that are picked. */
export function runFromDialog(command: PostedCommand): void {
  const { dialog } = state.get();
  const isForAll = dialog !== null && 'all' in dialog && dialog.all === true;
  state.set({ dialog: null });
  const strings = stringsNow();
  const to = command.kind === 'assign' ? nameOfRecipient(command.to) : '';
  if (isForAll) {
    const codes = takePicked();
    if (codes === null) return;
    void holdForAll(codes, [command], interpolate(named(strings.forAll, command.kind), { n: codes.length, to }));
  } else if (command.kind === 'close') closeAs(command.reason);
  else if (command.kind === 'assign') void hold(command, [], interpolate(strings.assigning, { to }));
  else void act(command);
}
