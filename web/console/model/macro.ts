import {
  type CaseCloseReason,
  type CasePriority,
  caseCloseReasons,
  casePriorities,
} from '../../../src/core/model/case.ts';
import type { MacroStep } from '../../../src/http/api/wire.ts';

/** The steps of a macro as a form has them: empty is no step. `assign`: `me`, `agent:ID` or `department:ID`. */
export interface MacroFields {
  readonly labels: readonly string[];
  readonly priority: string;
  readonly reply: string;
  readonly assign: string;
  readonly close: string;
}

export function macroFields(steps: readonly MacroStep[]): MacroFields {
  const fields = { labels: [] as readonly string[], priority: '', reply: '', assign: '', close: '' };
  for (const step of steps) {
    if (step.kind === 'label') fields.labels = step.add;
    else if (step.kind === 'set-priority') fields.priority = step.priority;
    else if (step.kind === 'canned') fields.reply = step.reply;
    else if (step.kind === 'close') fields.close = step.reason;
    else if (step.to === 'me') fields.assign = 'me';
    else fields.assign = 'agent' in step.to ? `agent:${step.to.agent}` : `department:${step.to.department}`;
  }
  return fields;
}

export function stepsOf({ labels, priority, reply, assign, close }: MacroFields): readonly MacroStep[] {
  const to = recipientIn(assign);
  return [
    ...(labels.length === 0 ? [] : [{ kind: 'label', add: labels, remove: [] } as const]),
    ...(isPriority(priority) ? [{ kind: 'set-priority', priority } as const] : []),
    ...(reply === '' ? [] : [{ kind: 'canned', reply } as const]),
    ...(to === null ? [] : [{ kind: 'assign', to } as const]),
    ...(isReason(close) ? [{ kind: 'close', reason: close } as const] : []),
  ];
}

function recipientIn(assign: string): Extract<MacroStep, { kind: 'assign' }>['to'] | null {
  if (assign === '' || assign === 'me') return assign === '' ? null : 'me';
  const [kind, ...id] = assign.split(':');
  return kind === 'agent' ? { agent: id.join(':') } : { department: id.join(':') };
}

const isPriority = (text: string): text is CasePriority => (casePriorities as readonly string[]).includes(text);
const isReason = (text: string): text is CaseCloseReason => (caseCloseReasons as readonly string[]).includes(text);
