import { deepStrictEqual } from 'node:assert/strict';
import type { Account } from '../../src/core/model/account.ts';
import { type ConversationState, newConversation } from '../../src/core/model/conversation.ts';
import type { Event } from '../../src/core/model/event.ts';
import type { Locale } from '../../src/core/model/locale.ts';
import type { InboundContent, Outbound } from '../../src/core/model/message.ts';
import type { Knowledge } from '../../src/core/ports/knowledge.ts';
import { runTurn } from '../../src/core/turn/pipeline.ts';
import type { TurnResult } from '../../src/core/turn/turnDraft.ts';
import { createClock, testDay } from './clock.ts';
import { deepFreeze } from './deepFreeze.ts';
import { turnInput } from './turn.ts';

export interface Scene {
  readonly account: Account;
  readonly knowledge: Knowledge;
  readonly localeHint: Locale | null;
}

/** A conversation that a script drives. */
export interface Dialogue {
  /**
   * Plays a script and returns it as it really went, so that a test compares the two. A line is
   * - `> words`, `> <value> label`, `> (start)` or `> (files) words`: what the person does;
   * - `+ 5s`: time that passes;
   * - `? events`: asks that the next turn's events be written down too, each as `* type values`.
   * All other lines are what the bot does: a message by its phrase key or entry id and its language, `[values]` of
   * its choices below it, `! effect`.
   */
  play(script: string): string;
  readonly state: ConversationState;
  /** The newest turn. */
  readonly last: TurnResult;
}

/** Starts a conversation. Each turn is run twice on frozen input, which shows that it is a pure function of it. */
export function createDialogue({ account, knowledge, localeHint }: Scene): Dialogue {
  const clock = createClock(testDay);
  let state = newConversation(clock.now());
  let last: TurnResult = { state, events: [], outbound: [], sideEffects: [], slots: {}, collected: null };
  let turns = 0;

  const take = (content: InboundContent): TurnResult => {
    turns += 1;
    const input = deepFreeze(
      turnInput(content, {
        state,
        first: turns === 1,
        inbound: { id: `m${turns}`, content, localeHint },
        account,
        knowledge,
        revision: turns,
        now: clock.now(),
      }),
    );
    last = runTurn(input);
    deepStrictEqual(runTurn(input), last);
    state = last.state;
    return last;
  };

  return {
    play(script) {
      let withEvents = false;
      const happened = linesOf(script).flatMap((line) => {
        if (line.startsWith('? ')) {
          withEvents = true;
          return [line];
        }
        if (line.startsWith('+ ')) {
          clock.advance(Number.parseFloat(line.slice(2)) * 1_000);
          return [line];
        }
        if (!line.startsWith('> ')) return [];
        const result = take(contentOf(line.slice(2)));
        const events = withEvents ? result.events.map(sayEvent) : [];
        withEvents = false;
        const sideEffects = result.sideEffects.map((sideEffect) => `! ${sideEffect.type}`);
        return [line, ...events, ...result.outbound.flatMap(sayMessage), ...sideEffects];
      });
      return happened.join('\n');
    },
    get state() {
      return state;
    },
    get last() {
      return last;
    },
  };
}

/** A script without the indentation of the test that holds it. */
export function linesOf(script: string): readonly string[] {
  return script
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function contentOf(words: string): InboundContent {
  if (words === '(start)') return { kind: 'start' };
  const files = /^\(files\) ?(.*)$/.exec(words);
  if (files) {
    const file = { id: 'f1', name: 'rebut.pdf', type: 'application/pdf', size: 1_000 };
    return { kind: 'files', files: [file], text: files[1] ?? '' };
  }
  const choice = /^<([^>]*)> ?(.*)$/.exec(words);
  return choice ? { kind: 'choice', value: choice[1] ?? '', text: choice[2] ?? '' } : { kind: 'text', text: words };
}

function sayMessage({ text, choices }: Outbound): readonly string[] {
  const said = text.replace(/\n+/g, ' | ');
  return choices.length === 0 ? [said] : [said, `[${choices.map(({ value }) => value).join(' ')}]`];
}

function sayEvent(event: Event): string {
  const { type, ...values } = event;
  // What was understood is long, and has tests of its own.
  const reported = Object.entries(values).filter(([name]) => name !== 'understanding');
  const words = reported.map(([, value]) =>
    Array.isArray(value) ? value.map((item) => item.entry ?? item).join(',') || '-' : String(value),
  );
  return ['*', type, ...words].join(' ');
}
