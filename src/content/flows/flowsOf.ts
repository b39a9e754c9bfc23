import { createHash } from 'node:crypto';
import type { FlowAction, FlowDefinition, FlowService, FlowSlot, FlowStep, SlotType } from '../../core/model/flow.ts';
import { type Localised, locales } from '../../core/model/locale.ts';
import type { SurveyTerms } from '../../core/model/participation/surveyTerms.ts';
import type { Flows } from '../../core/ports/knowledge.ts';
import { plainWords } from '../../core/util/plainWords.ts';
import { townMoment } from '../announcementsOf.ts';
import type { Content } from '../content.ts';
import type { FlowFile, FlowWordsFile, StepFile } from '../schema/flows.ts';
import type { SubscriptionsFile } from '../schema/subscriptions.ts';
import { createHolds } from './conditions.ts';

/** How deep flows may call each other. */
const deepestCall = 3;

/** Everything about flows that turns need. */
export function flowsOf(content: Content): Flows {
  // Content stored by an older version has none.
  const files = Object.values(content.flows ?? {});
  return {
    all: files.map((file) => definitionOf(file, files, content)),
    alerts: content.subscriptions?.alerts ?? [],
    neighbourhoods: content.subscriptions?.neighbourhoods ?? [],
    holds: createHolds(),
    words: wordsOf(content.flowWords),
    streets: content.streets?.streets ?? [],
  };
}

function wordsOf(file: FlowWordsFile | undefined): Flows['words'] {
  const all = (key: keyof FlowWordsFile) => locales.flatMap((locale) => (file?.[key]?.[locale] ?? []).map(plainWords));
  return {
    cancel: all('cancel'),
    skip: all('skip'),
    correct: all('correct'),
    settled: all('settled'),
    yes: all('yes'),
    no: all('no'),
    besides: all('besides'),
    add: all('add'),
    decline: all('decline'),
    refuse: all('refuse'),
    unable: all('unable'),
    done: all('done'),
  };
}

/** A flow as turns run it: steps in one list, the flows that it calls in their place. */
export function definitionOf(
  file: FlowFile,
  all: readonly FlowFile[],
  { calendar, subscriptions }: Partial<Pick<Content, 'calendar' | 'subscriptions'>> = {},
): FlowDefinition {
  const timeZone = calendar?.timeZone ?? 'Europe/Madrid';
  const slots = new Map<string, FlowSlot>();
  const steps: FlowStep[] = [];
  const first = addSteps(file, '', null, { all, slots, steps, depth: 0, subscriptions });
  const { flow: id, title, about, start } = file;
  const body = {
    id,
    title,
    about,
    start: {
      kinds: start.kinds,
      moves: start.moves,
      settled: start.settled,
      ...(start.wished === true ? { wished: true as const } : {}),
      ...(start.callback === true ? { callback: true as const } : {}),
    },
    ...(file.open311 === undefined ? {} : { service: serviceOf(file, file.open311) }),
    ...(file.survey === undefined ? {} : { survey: termsOf(file.survey, timeZone) }),
    slots: [...slots.values()],
    first,
    steps,
  };
  const version = createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 16);
  return { ...body, version };
}

/** Of its own slots, those whose answers a program can send: an address, say, would have to be confirmed. */
function serviceOf(
  { slots }: FlowFile,
  { description, group, public: open }: NonNullable<FlowFile['open311']>,
): FlowService {
  const sent = Object.entries(slots).filter(([, { type }]) => !asked.includes(type));
  return { description, group: group ?? null, slots: sent.map(([id]) => id), open: open ?? [] };
}

/** When a survey takes answers, by the town's clocks: of a day alone, the whole day. */
function termsOf({ intro, from, until, once, below }: NonNullable<FlowFile['survey']>, timeZone: string): SurveyTerms {
  return {
    from: from === undefined ? null : townMoment(timeZone, from, 0),
    until: townMoment(timeZone, until, 1_440),
    once,
    intro,
    offeredBy: below,
  };
}

const asked: readonly SlotType[] = ['email', 'phone', 'case-code'];

interface Building {
  readonly all: readonly FlowFile[];
  readonly slots: Map<string, FlowSlot>;
  readonly steps: FlowStep[];
  readonly depth: number;
  readonly subscriptions: SubscriptionsFile | undefined;
}

/** Adds the steps of a flow, each with the id of the one that follows. Returns the id of the first. */
function addSteps(file: FlowFile, prefix: string, after: string | null, building: Building): string | null {
  for (const [id, slot] of Object.entries(file.slots)) {
    if (building.slots.has(id)) continue;
    building.slots.set(id, {
      id,
      type: slot.type,
      title: slot.title,
      optional: slot.optional,
      options: optionsOf(slot.options, building.subscriptions).map(({ needs, ...option }) => ({
        ...option,
        words: option.words ?? noWords,
        ...(needs === undefined ? {} : { needs }),
      })),
      opening: slot.from === 'message',
      ...(slot.why === undefined ? {} : { why: slot.why }),
      ...(slot.confirm === undefined ? {} : { confirm: true as const }),
    });
  }
  return addList(file.steps, `${prefix}`, after, building);
}

/** The options of a choice, as the flow or dialogs/subscriptions.yaml writes them. */
function optionsOf(
  options: FlowFile['slots'][string]['options'],
  subscriptions: SubscriptionsFile | undefined,
): Exclude<typeof options, string | undefined> {
  if (options === 'alerts') return subscriptions?.alerts.map(({ id, title, words }) => ({ id, title, words })) ?? [];
  if (options === 'neighbourhoods')
    return subscriptions?.neighbourhoods.map(({ id, name }) => ({ id, title: { ca: name, es: name, en: name } })) ?? [];
  return options ?? [];
}

const noWords: Localised<readonly string[]> = { ca: [], es: [], en: [] };

function addList(list: readonly StepFile[], prefix: string, after: string | null, building: Building): string | null {
  let next = after;
  for (const [index, step] of [...list.entries()].reverse()) next = addStep(step, prefix, index, next, building);
  return next;
}

/** Ids come from what a step is about, so that they stay where steps are added before it. */
function addStep(
  step: StepFile,
  prefix: string,
  index: number,
  next: string | null,
  building: Building,
): string | null {
  if ('collect' in step && hasNoOptions(building.slots.get(step.collect))) return next;
  const id = uniqueId(`${prefix}${step.id ?? nameOf(step, index)}`, building.steps);
  if ('call' in step) {
    const called = building.all.find(({ flow }) => flow === step.call);
    if (called === undefined || building.depth >= deepestCall) return next;
    return addSteps(called, `${id}/`, next, { ...building, depth: building.depth + 1 });
  }
  if ('if' in step) {
    const then = addList(step.then, `${id}/`, next, building);
    const otherwise = addList(step.else ?? [], `${id}/else/`, next, building);
    building.steps.push({ id, next: otherwise, kind: 'if', when: step.if, then });
  } else if ('collect' in step) building.steps.push({ id, next, kind: 'collect', slot: step.collect, ask: step.ask });
  else if ('say' in step) building.steps.push({ id, next, kind: 'say', text: step.say });
  else if ('confirm' in step) building.steps.push({ id, next, kind: 'confirm', ask: step.confirm });
  else building.steps.push({ id, next, kind: 'do', action: actionOf(step) });
  return id;
}

/** Whether the town lists nothing that may be chosen, and nothing has to be, as a neighbourhood where there are none. */
function hasNoOptions(slot: FlowSlot | undefined): boolean {
  return slot?.type === 'choice' && slot.optional && slot.options.length === 0;
}

function nameOf(step: StepFile, index: number): string {
  if ('collect' in step) return step.collect;
  if ('do' in step) return step.do;
  if ('call' in step) return step.call;
  return `${'if' in step ? 'if' : 'say' in step ? 'say' : 'confirm'}-${index + 1}`;
}

function uniqueId(wanted: string, steps: readonly FlowStep[]): string {
  let id = wanted;
  for (let count = 2; steps.some((step) => step.id === id); count++) id = `${wanted}-${count}`;
  return id;
}

function actionOf(step: Extract<StepFile, { do: unknown }>): FlowAction {
  switch (step.do) {
    case 'open-case':
      return {
        name: 'open-case',
        kind: step.kind ?? 'person',
        department: step.department ?? null,
        fallback: step.fallback ?? null,
      };
    case 'show-case':
      return { name: 'show-case', slot: step.slot ?? '' };
    case 'answer':
      return { name: 'answer', entry: step.entry ?? '', exception: step.exception ?? null };
    case 'forget':
      return { name: 'forget', slot: step.slot ?? '' };
    default:
      return { name: step.do };
  }
}
