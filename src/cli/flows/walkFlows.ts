import type { Account, Capabilities } from '../../core/model/account.ts';
import { newConversation } from '../../core/model/conversation.ts';
import { type FlowDefinition, type FlowSlot, type FlowStep, slotOf, stepOf } from '../../core/model/flow.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { InboundContent } from '../../core/model/message.ts';
import type { Knowledge } from '../../core/ports/knowledge.ts';
import type { Translate } from '../../core/ports/translate.ts';
import { render } from '../../core/render/render.ts';
import { runTurn } from '../../core/turn/pipeline.ts';
import type { TurnInput, TurnResult } from '../../core/turn/turnDraft.ts';

/** Longest path, in questions. */
const longestPath = 30;
const dayMs = 24 * 60 * 60_000;

/** A channel as people meet it. */
export interface WalkedChannel {
  readonly capabilities: Capabilities;
  /** Whether only text and buttons of the newest message can be sent, as from a plain form. */
  readonly isForm: boolean;
}

export interface WalkDeps {
  readonly knowledge: Knowledge;
  readonly translate: Translate;
  readonly account: Account;
  readonly channels: Readonly<Record<string, WalkedChannel>>;
  readonly now: number;
}

/** What a walk found: how often each step was passed, and what went wrong where. */
export interface Walked {
  readonly flow: string;
  readonly paths: number;
  readonly turns: number;
  readonly visits: ReadonlyMap<string, number>;
  /** How often each condition held, and how often it did not. */
  readonly branches: ReadonlyMap<string, { readonly held: number; readonly failed: number }>;
  readonly faults: readonly string[];
}

/** A conversation at one point of a path. */
interface Point {
  readonly result: TurnResult;
  readonly definition: FlowDefinition;
  readonly turns: number;
  readonly now: number;
  /** Slots that were asked for on the way. */
  readonly asked: readonly string[];
  readonly trail: readonly string[];
}

/** What a person may answer at a step. */
interface Reply {
  readonly name: string;
  readonly content: InboundContent;
}

const text = (typed: string): InboundContent => ({ kind: 'text', text: typed });
const pressed = (value: string): InboundContent => ({ kind: 'choice', value, text: value });

/** A survey as it is while it takes answers; other flows as they are. */
function alwaysOpen(flow: FlowDefinition): FlowDefinition {
  if (flow.survey === undefined) return flow;
  return { ...flow, survey: { ...flow.survey, from: null, until: Number.MAX_SAFE_INTEGER } };
}

/**
 * Walks every path of a flow on one channel and in one language: every answer that leads elsewhere at every question, and
 * at each question also a correction, something else in between, a restart after days, and the wish to stop.
 */
export function walkFlow(deps: WalkDeps, given: FlowDefinition, channel: string, locale: Locale): Walked {
  const flow = alwaysOpen(given);
  const visits = new Map<string, number>();
  const faults = new Set<string>();
  let paths = 0;
  let turns = 0;

  const { capabilities, isForm } = deps.channels[channel] ?? {
    capabilities: deps.account.capabilities,
    isForm: false,
  };
  const branches = new Map<string, { held: number; failed: number }>();
  const knowledge: Knowledge = {
    ...deps.knowledge,
    flows: {
      ...deps.knowledge.flows,
      all: deps.knowledge.flows.all.map(alwaysOpen),
      holds: (condition, values) => {
        const holds = deps.knowledge.flows.holds(condition, values);
        const { held, failed } = branches.get(condition) ?? { held: 0, failed: 0 };
        branches.set(condition, holds ? { held: held + 1, failed } : { held, failed: failed + 1 });
        return holds;
      },
    },
  };
  const account: Account = {
    ...deps.account,
    mails: true,
    locale,
    capabilities,
    pace: { burst: 10_000, perMinute: 10_000 },
  };

  const take = (point: Point | null, content: InboundContent, pauseMs = 1_000): Point => {
    turns += 1;
    const number = (point?.turns ?? 0) + 1;
    const now = (point?.now ?? deps.now) + pauseMs;
    const state = point?.result.state ?? {
      ...newConversation(now),
      introduced: true,
      language: { locale, explicit: true },
    };
    const understood = deps.knowledge.understand('text' in content ? content.text : '', '');
    const input: TurnInput = {
      state,
      first: false,
      inbound: { id: `m${number}`, content, localeHint: locale },
      revision: number,
      account,
      surface: 'private',
      person: null,
      knowledge,
      understanding: understood.understanding,
      translate: deps.translate,
      flow: state.flow === null || point === null ? null : { definition: point.definition, slots: point.result.slots },
      transfer: null,
      issueCode: () => 'K7QF2MDX',
      confirmationAt: () => '246810',
      issueCaseCode: () => `C4SE-${String(number).padStart(4, '0')}`,
      caseLink: (code) => `https://bot.example/cas/${code}`,
      now,
    };
    const result = runTurn(input);
    for (const message of result.outbound)
      for (const { text: said } of render(message, capabilities, deps.translate))
        if (/\{\{|undefined/.test(said)) faults.add(`says "${said.slice(0, 60)}"`);
    return {
      result,
      definition: point?.definition ?? flow,
      turns: number,
      now,
      asked: point?.asked ?? [],
      trail: [...(point?.trail ?? []), 'text' in content ? content.text : content.kind],
    };
  };

  const fault = (point: Point, what: string) => faults.add(`${what} (${point.trail.slice(-4).join(' → ')})`);

  /** What must be as before after something else was said. */
  const placeOf = ({ result: { state, slots } }: Point) =>
    JSON.stringify([state.flow?.step, state.flow?.filled, slots]);

  function checkAsides(point: Point, step: FlowStep): void {
    const cancelled = take(point, text('cancel·la'));
    if (cancelled.result.state.flow !== null) fault(cancelled, 'is not cancelled');
    const isOptional = step.kind === 'collect' && slotOf(flow, step.slot)?.optional === true;
    const isLeft = isOptional && point.result.state.flow?.case === null && point.result.state.flow.filled.length === 0;
    const asked = take(point, text('quin horari teniu a l’estiu?'));
    if (isLeft ? asked.result.state.flow !== null : placeOf(asked) !== placeOf(point))
      fault(asked, 'does not come back after a question');
    const stored = JSON.parse(JSON.stringify([point.result, point.definition]));
    const restarted: Point = { ...point, result: stored[0], definition: stored[1] };
    const greeted = take(restarted, { kind: 'start' }, 3 * dayMs);
    if (greeted.result.state.flow?.aside !== 'resume') fault(greeted, 'does not ask whether to go on after days');
    const resumed = take(greeted, pressed('flow:resume'));
    if (placeOf(resumed) !== placeOf(point)) fault(resumed, 'does not go on after days');
    const corrected = correctionOf(point);
    if (corrected === null) return;
    const changed = take(point, text(corrected.typed));
    if (changed.result.slots[corrected.slot]?.text === point.result.slots[corrected.slot]?.text)
      fault(changed, `does not take the correction of ${corrected.slot}`);
    if (changed.result.state.flow?.step !== step.id) fault(changed, 'loses its question after a correction');
  }

  function correctionOf({ result }: Point): { readonly slot: string; readonly typed: string } | null {
    for (const id of result.state.flow?.filled.toReversed() ?? []) {
      const slot = slotOf(flow, id);
      const typed = slot === undefined ? undefined : corrections[slot.type];
      if (typed !== undefined) return { slot: id, typed };
    }
    return null;
  }

  function follow(point: Point): void {
    const { flow: progress } = point.result.state;
    const step = progress === null ? undefined : stepOf(point.definition, progress.step);
    if (step === undefined) {
      paths += 1;
      if (point.result.outbound.length === 0) fault(point, 'ends without a word');
      return;
    }
    if (point.trail.length > longestPath) return void fault(point, 'does not end');
    const about = step.kind === 'collect' ? step.slot : step.id;
    if (point.asked.includes(about)) return void fault(point, `asks twice for ${about}`);
    visit(step.id);
    checkAsides(point, step);
    const replies = repliesTo(step, point, capabilities);
    if (replies.length === 0) fault(point, `has no answer to ${about}`);
    for (const reply of replies) {
      const answered = take({ ...point, asked: [...point.asked, about] }, reply.content);
      const next = answered.result.state.flow?.aside === 'code' ? take(answered, text('246 810')) : answered;
      if (next.result.state.flow?.step === step.id) fault(next, `does not take "${reply.name}"`);
      else follow(next);
    }
  }

  /** A plain form shows the buttons of the newest message alone: those that a question offers must be there. */
  function checkButtons({ state, outbound }: TurnResult): void {
    const shown = outbound.flatMap((message) => render(message, capabilities, deps.translate)).at(-1)?.choices ?? [];
    for (const value of state.offered)
      if (!shown.some((choice) => choice.value === value)) faults.add(`offers "${value}" without a button`);
  }

  const visit = (id: string) => visits.set(id, (visits.get(id) ?? 0) + 1);

  function repliesTo(step: FlowStep, { result }: Point, { buttons }: Capabilities): readonly Reply[] {
    const offered = result.state.offered;
    // Where there are too few buttons, people type the number.
    const pick = (value: string): Reply => ({
      name: value,
      content: offered.length <= buttons ? pressed(value) : text(String(offered.indexOf(value) + 1)),
    });
    if (isForm) checkButtons(result);
    if (step.kind === 'confirm') return [pick(`flow:yes/${step.id}`)];
    const slot = step.kind === 'collect' ? slotOf(flow, step.slot) : undefined;
    if (slot === undefined) return [];
    const skipped = slot.optional && slot.type !== 'consent' ? [pick(`flow:skip/${step.id}`)] : [];
    const typed = (samples[slot.type] ?? [])
      .filter(({ kind }) => !isForm || kind === 'text')
      .map((content) => ({ name: slot.type, content }));
    if (slot.type === 'consent') return [pick(`flow:yes/${step.id}`), pick(`flow:no/${step.id}`)];
    return [...optionsOf(slot).map(pick), ...typed, ...skipped];
  }

  const other = deps.knowledge.flows.all.find(({ id, start }) => id !== flow.id && start.kinds.includes('incident'));
  const begun =
    flow.start.settled && other !== undefined
      ? take({ ...take(null, pressed(`start:${other.id}`)), definition: other }, text('un forat a la vorera'))
      : null;
  const started =
    begun === null
      ? take(null, pressed(`start:${flow.id}`))
      : { ...take({ ...begun, definition: other ?? flow }, text('ja està resolt')), definition: flow };
  if (started.result.state.flow?.flow !== flow.id) {
    if (!started.result.events.some((event) => event.type === 'flow.started' && event.flow === flow.id))
      fault(started, 'does not begin');
  }
  follow({ ...started, trail: [flow.id] });
  // The same where a case is open already.
  if (other !== undefined && !flow.start.settled) {
    const withCase = take(
      { ...take(null, pressed(`start:${other.id}`)), definition: other },
      text('un forat a la vorera'),
    );
    const stopped = take(withCase, text('cancel·la'));
    follow({ ...take(stopped, pressed(`start:${flow.id}`)), definition: flow, trail: [flow.id, 'with a case'] });
  }
  return { flow: flow.id, paths, turns, visits, branches, faults: [...faults] };
}

const optionsOf = (slot: FlowSlot) => slot.options.map(({ id }) => `slot:${slot.id}/${id}`);

/** One message for each kind of answer that is typed or sent. */
const samples: Readonly<Record<string, readonly InboundContent[]>> = {
  text: [text('una explicació qualsevol')],
  place: [text('al carrer de Prova, 12'), { kind: 'location', latitude: 41.3275, longitude: 2.0947, text: '' }],
  date: [text('el 3 de desembre')],
  time: [text('a les 18.30')],
  phone: [text('612 345 678')],
  email: [text('prova@exemple.cat')],
  number: [text('4')],
  photo: [
    { kind: 'files', files: [{ id: 'f1', name: 'foto.png', type: 'image/png', size: 3 }], text: '' },
    text('no en tinc'),
  ],
  'case-code': [text('7KQ4-M2XB')],
};

/** How each kind of answer is corrected later. */
const corrections: Readonly<Record<string, string>> = {
  place: 'no, al 14',
  date: 'no, el 5 de desembre',
  time: 'perdó, a les 19.30',
  number: 'no, 6',
  phone: 'no, 698 765 432',
};

/** Steps without a question lie between questions: which of them a set of walks passed cannot be seen, so they are left out. */
export function questionsIn({ steps }: FlowDefinition): readonly FlowStep[] {
  return steps.filter(({ kind }) => kind === 'collect' || kind === 'confirm');
}
