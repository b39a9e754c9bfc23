import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { CaseItem, CaseView } from '../../../src/http/api/wire.ts';
import { ask } from '../api.ts';
import { type AttributeCommand, backTo, type PendingAttribute, withAttributes } from '../model/attributes.ts';
import { useStore } from '../observable.ts';
import { type DoneCommand, nextUndoId, state } from '../state.ts';
import { stringsNow } from '../strings.ts';
import { nameOfLabel } from '../view/names.ts';
import { announceToScreenReaders, toast } from './announce.ts';
import { faultCode, faultText } from './faults.ts';
import { readCounts } from './inbox.ts';
import { readTurns, showView } from './selectedCase.ts';

/*
 * Labels and priority are set at once, and shown before the server has answered. They can be undone for some seconds, by the
 * opposite command; what the server refuses is shown as it was.
 */

/** Seconds in which something that was done can be undone by people who let nothing wait. */
const leastSeconds = 5;
const timers = new Map<number, ReturnType<typeof setTimeout>>();
/** What is being sent in each case: the server is to have the commands in their order. */
const sending = new Map<string, Promise<void>>();

/** A case as it is shown: with what was set on it and is on its way. */
export function useShown<C extends CaseItem['case']>(caseState: C): C {
  return withPending(
    caseState,
    useStore(state, ({ pending }) => pending),
  );
}

function withPending<C extends CaseItem['case']>(caseState: C, pending: readonly PendingAttribute[]): C {
  const commands = pending.filter(({ code }) => code === caseState.code).map(({ command }) => command);
  return commands.length === 0 ? caseState : withAttributes(caseState, commands);
}

/** Sets labels or the priority of the open case. */
export function setAtOnce(command: AttributeCommand): void {
  const view = state.get().selectedCase?.view ?? null;
  if (view === null) return;
  const { code } = view.case;
  const now = withPending(view.case, state.get().pending);
  const before = state.get().done.find((each) => each.code === code && each.back.kind === command.kind);
  // Several labels, one after the other, are undone as one.
  const first = before === undefined ? now : withAttributes(now, [before.back]);
  const next = withAttributes(now, [command]);
  if (backTo(now, next, command.kind) === null) return;
  if (before !== undefined) forget(before);
  const back = backTo(first, next, command.kind);
  const text = textOf(command);
  if (back !== null) offer({ id: nextUndoId(), code, text, back });
  announceToScreenReaders(back === null ? text : interpolate(stringsNow().doneAnnounced, { text }));
  void send(code, command, back);
}

/** Sets back what was done. */
export function undoDone(done: DoneCommand): void {
  forget(done);
  announceToScreenReaders(stringsNow().setBack);
  void send(done.code, done.back, null);
}

function textOf(command: AttributeCommand): string {
  const { priorityNow, priorities, labelAdded, labelRemoved } = stringsNow();
  const { setting } = state.get();
  if (command.kind === 'set-priority') return interpolate(priorityNow, { priority: priorities[command.priority] });
  const [added] = command.add;
  return added === undefined
    ? interpolate(labelRemoved, { label: nameOfLabel(setting, command.remove[0] ?? '') })
    : interpolate(labelAdded, { label: nameOfLabel(setting, added) });
}

function offer(done: DoneCommand): void {
  const seconds = Math.max(leastSeconds, state.get().undoSeconds);
  state.set({ done: [...state.get().done, done] });
  timers.set(
    done.id,
    setTimeout(() => forget(done), seconds * 1000),
  );
}

function forget({ id }: DoneCommand): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  state.set({ done: state.get().done.filter((each) => each.id !== id) });
}

/** Sends a command after those of its case that are on their way. `back`: what is offered for it. */
async function send(code: string, command: AttributeCommand, back: AttributeCommand | null): Promise<void> {
  const pending: PendingAttribute = { id: crypto.randomUUID(), code, command };
  state.set({ pending: [...state.get().pending, pending] });
  const sent = (sending.get(code) ?? Promise.resolve()).then(() => post(pending, back));
  sending.set(code, sent);
  await sent;
  if (sending.get(code) === sent) sending.delete(code);
}

async function post({ id, code, command }: PendingAttribute, back: AttributeCommand | null): Promise<void> {
  const settle = () => state.set({ pending: state.get().pending.filter((each) => each.id !== id) });
  try {
    const view = await ask<CaseView>('POST', `cases/${code}/commands`, { id, seen: null, command, followedBy: [] });
    showView(code, view);
    settle();
    void readTurns(code).catch(() => {});
    void readCounts();
  } catch (error) {
    settle();
    const offered = state.get().done.find((each) => each.back === back);
    if (offered !== undefined) forget(offered);
    toast(interpolate(stringsNow().notSet, { code, why: faultText(faultCode(error)) }), 'bad');
  }
}
