import type ca from '../../../../locales/ca.json';
import type { Locale } from '../../../../src/core/model/locale.ts';
import type { MacroStep, Setting, ShareRule } from '../../../../src/http/api/wire.ts';
import { nameOfAccount, nameOfAgent, nameOfDepartment } from '../names.ts';

interface Words {
  readonly strings: (typeof ca)['console'];
  readonly setting: Setting | null;
  readonly locale: Locale;
}

/** What a macro does, step by step, in one line. What a step names and is there no more is left out. */
export function macroSays(steps: readonly MacroStep[], words: Words): string {
  return steps
    .map((step) => stepSays(step, words))
    .filter((says) => says !== null)
    .join(' · ');
}

function stepSays(step: MacroStep, { strings, setting, locale }: Words): string | null {
  const { tools } = strings;
  switch (step.kind) {
    case 'label':
      return says(tools.putLabels, labelsIn(step.add, setting));
    case 'set-priority':
      return says(strings.priority, strings.priorities[step.priority]);
    case 'canned':
      return says(tools.canned, setting?.canned.find(({ id }) => id === step.reply)?.title[locale]);
    case 'assign':
      if (step.to === 'me') return says(tools.assign, tools.me);
      return says(
        tools.assign,
        'agent' in step.to
          ? nameOfAgent(setting, step.to.agent)
          : nameOfDepartment(setting, step.to.department, locale),
      );
    case 'close':
      return says(tools.close, strings.closeReasons[step.reason]);
  }
}

/** For which cases a rule is, and what it does with them, in one line. */
export function ruleSays(
  { when, does }: Pick<ShareRule, 'when' | 'does'>,
  { strings, setting, locale }: Words,
): string {
  const { tools } = strings;
  const fits = [
    when.kind && says(strings.kind, strings.kinds[when.kind]),
    when.department && says(strings.department, nameOfDepartment(setting, when.department, locale)),
    when.locale && says(strings.language, strings.languages[when.locale]),
    when.account && says(strings.channel, nameOfAccount(setting, when.account)),
    when.words && says(tools.words, when.words),
  ];
  const done = [
    does.department && says(tools.assign, nameOfDepartment(setting, does.department, locale)),
    does.agent && says(tools.toAgent, nameOfAgent(setting, does.agent)),
    does.priority && says(strings.priority, strings.priorities[does.priority]),
    says(tools.putLabels, labelsIn(does.labels, setting)),
  ];
  return `${fits.filter(Boolean).join(' · ')} → ${done.filter(Boolean).join(' · ')}`;
}

function labelsIn(ids: readonly string[], setting: Setting | null): string {
  return (setting?.labels ?? [])
    .filter(({ id }) => ids.includes(id))
    .map(({ name }) => name)
    .join(', ');
}

const says = (what: string, value: string | undefined): string | null => (value ? `${what}: ${value}` : null);
