import { type AttentionPeriod, type Weekday, weekdays } from '../../../../src/core/model/accountRecord.ts';
import type { Locale } from '../../../../src/core/model/locale.ts';
import type { ChannelAccountView, GivenAccount } from '../../../../src/http/api/wireAccounts.ts';

export interface DraftPeriod {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly until: string;
}

/** An account as somebody fills it in: lists are texts, one element a line. */
export interface AccountDraft {
  readonly id: string;
  readonly channel: string;
  readonly name: string;
  readonly area: string;
  readonly department: string;
  readonly url: string;
  readonly main: boolean;
  readonly owner: string;
  readonly administrators: string;
  readonly periods: readonly DraftPeriod[];
  /** Days as `1/7`; null: the same hours in summer. */
  readonly summer: { readonly from: string; readonly until: string; readonly periods: readonly DraftPeriod[] } | null;
  readonly description: string;
  readonly languages: readonly Locale[];
  readonly topics: readonly string[];
  /** References to secrets that the account has already, by name. */
  readonly kept: Readonly<Record<string, string>>;
  /** Secrets that were typed now. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly pace: unknown;
  readonly objectives: string;
  readonly audience: string;
  readonly content: string;
  readonly signedBy: string;
}

export const formSteps = ['identity', 'people', 'answers', 'platform', 'why'] as const;
export type FormStep = (typeof formSteps)[number];

/** The fields of each step, by the first name of their path in a definition. */
const fieldsOfStep: Readonly<Record<FormStep, readonly string[]>> = {
  identity: ['channel', 'id', 'name', 'area', 'department', 'url', 'main'],
  people: ['owner', 'administrators', 'hours', 'description'],
  answers: ['languages', 'topics'],
  platform: ['secrets', 'settings'],
  why: ['request'],
};

/** The name of the field that a problem is about. */
export function fieldOfPath(path: string): string {
  const [first = '', second = ''] = path.split('.');
  return first === 'request' && second !== '' ? second : first;
}

export function stepOfPath(path: string): FormStep {
  const first = path.split('.')[0] ?? '';
  return formSteps.find((step) => fieldsOfStep[step].includes(first)) ?? 'identity';
}

export const emptyPeriod: DraftPeriod = { days: weekdays.slice(0, 5), from: '09:00', until: '14:00' };

/** What a step of the form gets. */
export interface StepProps {
  readonly draft: AccountDraft;
  readonly change: (change: Partial<AccountDraft>) => void;
  /** Whether id and channel are settled. */
  readonly isKnown: boolean;
  /** What is wrong with a field of the definition, in English; null: nothing, as far as is known. */
  readonly wrong: (field: string) => string | null;
}

export const emptyDraft: AccountDraft = {
  id: '',
  channel: 'webchat',
  name: '',
  area: '',
  department: '',
  url: '',
  main: false,
  owner: '',
  administrators: '',
  periods: [emptyPeriod],
  summer: null,
  description: '',
  languages: ['ca', 'es', 'en'],
  topics: [],
  kept: {},
  secrets: {},
  settings: {},
  pace: null,
  objectives: '',
  audience: '',
  content: '',
  signedBy: '',
};

/** The draft of an account that is there, or was refused and is asked for again. */
export function draftFrom({ id, channel, definition, people, form }: ChannelAccountView): AccountDraft {
  const own: AccountDraft = {
    ...emptyDraft,
    id,
    channel,
    owner: people?.owner ?? '',
    administrators: people?.administrators.join('\n') ?? '',
    ...(form ?? {}),
  };
  if (definition === null) return own;
  const { name, area, department, url, main, hours, description, languages, topics, secrets, pace } = definition;
  return {
    ...own,
    name,
    area,
    department,
    main,
    description,
    languages,
    pace,
    url: url ?? '',
    topics: topics ?? [],
    kept: secrets,
    settings: isObject(definition.settings) ? definition.settings : {},
    periods: hours.periods,
    summer: hours.summer && {
      from: toDayMonth(hours.summer.from),
      until: toDayMonth(hours.summer.until),
      periods: hours.summer.periods,
    },
  };
}

/** The definition that a draft describes, as files have it, with the secrets that were typed. */
export function givenBy(draft: AccountDraft, kind: 'request' | 'change'): GivenAccount {
  const { id, channel, name, area, department, url, main, owner, description, languages, topics, pace } = draft;
  const { objectives, audience, content, signedBy } = draft;
  const secrets = Object.fromEntries(Object.entries(draft.secrets).filter(([, value]) => value.trim() !== ''));
  const kept = Object.fromEntries(Object.entries(draft.kept).filter(([each]) => !Object.hasOwn(secrets, each)));
  return {
    definition: {
      id,
      channel,
      name,
      area,
      department,
      owner,
      description,
      languages,
      main,
      administrators: linesOf(draft.administrators),
      hours: {
        periods: draft.periods,
        ...(draft.summer && {
          summer: {
            from: fromDayMonth(draft.summer.from),
            until: fromDayMonth(draft.summer.until),
            periods: draft.summer.periods,
          },
        }),
      },
      ...(topics.length > 0 && { topics }),
      ...(url.trim() !== '' && { url: url.trim() }),
      ...(pace !== null && { pace }),
      secrets: kept,
      settings: draft.settings,
      ...(kind === 'request' && { request: { objectives, audience, content, signedBy } }),
    },
    secrets,
  };
}

export const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The times that a description has to say: those outside summer, as `13:30`. */
export function timesOf(periods: readonly (DraftPeriod | AttentionPeriod)[]): readonly string[] {
  return [...new Set(periods.flatMap(({ from, until }) => [from, until]))].map((time) => time.replace(/^0(?=\d:)/, ''));
}

/** `07-01` as `1/7`. */
function toDayMonth(day: string): string {
  const [month = '', date = ''] = day.split('-');
  return `${Number(date)}/${Number(month)}`;
}

/** `1/7` as `07-01`; what is no day stays as it is, so that it is refused. */
function fromDayMonth(text: string): string {
  const [, date = '', month = ''] = /^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*$/.exec(text) ?? [];
  return month === '' ? text : `${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}

/** A setting at a path of one or two names. */
export function settingAt(settings: AccountDraft['settings'], path: readonly [string, string?]): unknown {
  const [first, second] = path;
  const value = settings[first];
  return second === undefined ? value : isObject(value) ? value[second] : undefined;
}

/** Settings with another value at a path; undefined: without it. */
export function withSetting(
  settings: AccountDraft['settings'],
  [first, second]: readonly [string, string?],
  value: unknown,
): AccountDraft['settings'] {
  const { [first]: before, ...others } = settings;
  if (second === undefined) return value === undefined ? others : { ...others, [first]: value };
  const { [second]: _, ...inner } = isObject(before) ? before : {};
  const next = value === undefined ? inner : { ...inner, [second]: value };
  return value === undefined ? others : { ...others, [first]: next };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
