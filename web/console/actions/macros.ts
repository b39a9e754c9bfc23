import { contracted } from '../../../src/core/util/contracted.ts';
import { interpolate, placeholdersIn } from '../../../src/core/util/interpolate.ts';
import type { CannedReply, CaseView, Macro, MacroStep, PostedCommand } from '../../../src/http/api/wire.ts';
import { state } from '../state.ts';
import { stringsNow } from '../strings.ts';
import { theDepartment } from '../view/names.ts';
import { toast } from './announce.ts';
import { hold, holdForAll } from './held.ts';
import { takePicked } from './picked.ts';

/** A canned reply in the citizen's language, with what is known filled in. `deadline`: known of the open case alone. */
export function cannedText(
  { text }: CannedReply,
  { case: caseState, deadline }: Pick<CaseView, 'case'> & Partial<Pick<CaseView, 'deadline'>>,
): string {
  const { setting, me } = state.get();
  const { locale, code, department } = caseState;
  const values = {
    code,
    agent: me?.name ?? null,
    department: theDepartment(setting, department, locale),
    deadline: deadline?.[locale] ?? null,
  };
  return contracted(interpolate(text[locale], values), locale);
}

/** Runs a macro in the open case: it waits like a reply, and is undone in one. */
export async function runMacro({ name, steps }: Macro): Promise<void> {
  const view = state.get().selectedCase?.view ?? null;
  if (view === null) return;
  const commands = steps.flatMap((step) => commandOf(step, view) ?? []);
  const gaps = commands.flatMap((command) => (command.kind === 'reply' ? placeholdersIn(command.text) : []));
  if (gaps.length > 0) return toast(interpolate(stringsNow().macroGaps, { gaps: gaps.join(', ') }), 'bad');
  const [first, ...others] = commands;
  if (first === undefined) return;
  await hold(first, others, interpolate(stringsNow().macroRunning, { name }), { isWritten: false });
}

/** Whether a macro can run in many cases at once: a reply is written for one. */
export function isForMany({ steps }: Macro): boolean {
  return steps.every(({ kind }) => kind !== 'canned');
}

/** Runs a macro in all cases that are picked. */
export function runMacroInPicked({ name, steps }: Macro): void {
  const [first, ...others] = steps.flatMap((step) => commandOf(step, null) ?? []);
  if (first === undefined) return;
  const codes = takePicked();
  if (codes === null) return;
  void holdForAll(codes, [first, ...others], interpolate(stringsNow().macroForAll, { name, n: codes.length }));
}

/** The command of a step; null: what it names is there no more. */
function commandOf(step: MacroStep, view: CaseView | null): PostedCommand | null {
  const { me, setting } = state.get();
  switch (step.kind) {
    case 'label': {
      const add = step.add.filter((id) => setting?.labels.some((each) => each.id === id));
      return add.length + step.remove.length === 0 ? null : { ...step, add };
    }
    case 'set-priority':
    case 'close':
      return step;
    case 'assign': {
      if (step.to !== 'me') return { kind: 'assign', to: step.to };
      return me === null ? null : { kind: 'assign', to: { agent: me.id } };
    }
    case 'canned': {
      const reply = setting?.canned.find(({ id }) => id === step.reply);
      if (reply === undefined || view === null) return null;
      return { kind: 'reply', text: cannedText(reply, view), files: [] };
    }
  }
}
