import type { ShareRule } from '../../../src/http/api/wire.ts';

/** A rule as its form holds it: an empty text where nothing was chosen. */
interface RuleFields {
  readonly kind: string;
  readonly ofDepartment: string;
  readonly locale: string;
  readonly account: string;
  readonly words: string;
  readonly department: string;
  readonly agent: string;
  readonly priority: string;
  readonly labels: readonly string[];
}

export const noRule: RuleFields = {
  kind: '',
  ofDepartment: '',
  locale: '',
  account: '',
  words: '',
  department: '',
  agent: '',
  priority: '',
  labels: [],
};

export function ruleFields({ when, does }: Pick<ShareRule, 'when' | 'does'>): RuleFields {
  return {
    kind: when.kind ?? '',
    ofDepartment: when.department ?? '',
    locale: when.locale ?? '',
    account: when.account ?? '',
    words: when.words ?? '',
    department: does.department ?? '',
    agent: does.agent ?? '',
    priority: does.priority ?? '',
    labels: does.labels,
  };
}

/** The rule that the form says; null: it fits every case or none, or does nothing. The server checks the values. */
export function readRule(fields: RuleFields): Pick<ShareRule, 'when' | 'does'> | null {
  const { kind, ofDepartment, locale, account, words, department, agent, priority, labels } = fields;
  const when = {
    kind: (kind || null) as ShareRule['when']['kind'],
    department: ofDepartment || null,
    locale: (locale || null) as ShareRule['when']['locale'],
    account: account || null,
    words: words.trim() || null,
  };
  const does = {
    department: department || null,
    agent: agent || null,
    labels,
    priority: (priority || null) as ShareRule['does']['priority'],
  };
  const isFor = Object.values(when).some((each) => each !== null);
  const isUseful = labels.length > 0 || [does.department, does.agent, does.priority].some((each) => each !== null);
  const areWords = when.words === null || /[\p{L}\p{N}]/u.test(when.words);
  return isFor && areWords && isUseful ? { when, does } : null;
}
