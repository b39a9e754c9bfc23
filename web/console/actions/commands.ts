import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { CaseView, PostedCommand } from '../../../src/http/api/wire.ts';
import { ApiFault, ask } from '../api.ts';
import { state } from '../state.ts';
import { localeNow, stringsNow } from '../strings.ts';
import { nameOfAgent, nameOfDepartment } from '../view/names.ts';
import { announceToScreenReaders, toast } from './announce.ts';
import { faultCode, faultText } from './faults.ts';
import { readCounts } from './inbox.ts';
import { keepFocus } from './keepFocus.ts';
import { changeSelectedCase, readAllTurns, readTurns, refreshSelectedCase, showView } from './selectedCase.ts';
import { answersPeople } from './session.ts';

/** Ids of commands without an answer: repeated under the same id, they run once. */
const unanswered = new Map<string, string>();

/**
 * Runs a command in a case, whether or not it is open, and what follows it. `seen`: what the person had read of the case.
 */
export async function run(
  code: string,
  command: PostedCommand,
  seen: number | null,
  followedBy: readonly PostedCommand[],
): Promise<boolean> {
  const said = `${code} ${JSON.stringify([command, followedBy])}`;
  const id = unanswered.get(said) ?? crypto.randomUUID();
  unanswered.set(said, id);
  changeSelectedCase(code, () => ({ busy: true, warning: null }));
  // In this case only: by then the person may be in the next, where the list has the focus.
  const restoreFocus = keepFocus(`[data-case="${code}"] ${command.kind === 'take' ? '#composer' : '#case-title'}`);
  try {
    const view = await ask<CaseView>('POST', `cases/${code}/commands`, { id, seen, command, followedBy });
    unanswered.delete(said);
    showView(code, view);
    // At once: what is said of the next press must not be followed by what is said of this one.
    const done = doneText(followedBy.at(-1) ?? command, view);
    if (followedBy.length === 0 && (command.kind === 'reply' || command.kind === 'note')) announceToScreenReaders(done);
    else toast(done, 'good');
    void readCounts();
    if (isOutOfSight(view)) changeSelectedCase(code, () => ({ warning: stringsNow().caseGone }));
    else await (command.kind === 'break-glass' ? readAllTurns : readTurns)(code).catch(() => {});
    return true;
  } catch (error) {
    if (faultCode(error) !== 'offline') unanswered.delete(said);
    await refused(code, error);
    return false;
  } finally {
    changeSelectedCase(code, () => ({ busy: false }));
    restoreFocus();
  }
}

/** Whether nothing can be done any more in a case: it was transferred to where its author does not see it. */
function isOutOfSight({ may }: CaseView): boolean {
  return may.length === 0 && answersPeople();
}

/** What was done, with the name of who has the case now: perhaps the deputy of who was meant. */
function doneText(command: PostedCommand, { case: { assignee } }: CaseView): string {
  const { done, assignedTo, events } = stringsNow();
  if (command.kind !== 'assign') return done[command.kind];
  const { to } = command;
  if (to !== null && 'agent' in to && assignee !== null && assignee !== to.agent) {
    const names = { to: nameOfAgent(state.get().setting, assignee), away: nameOfRecipient(to) };
    return interpolate(events['case.assigned.instead'], names);
  }
  return interpolate(assignedTo, { to: nameOfRecipient(command.to) });
}

/** Whom a case is transferred to. */
export function nameOfRecipient(to: Extract<PostedCommand, { kind: 'assign' }>['to']): string {
  const { setting } = state.get();
  if (to === null) return stringsNow().nobody;
  return 'agent' in to ? nameOfAgent(setting, to.agent) : nameOfDepartment(setting, to.department, localeNow());
}

async function refused(code: string, error: unknown): Promise<void> {
  const text = faultText(faultCode(error));
  if (state.get().selectedCase?.code !== code) toast(`${code}: ${text}`, 'bad');
  else if (error instanceof ApiFault && error.status === 409) {
    await refreshSelectedCase();
    changeSelectedCase(code, () => ({ warning: text }));
    announceToScreenReaders(text);
  } else toast(text, 'bad');
}
