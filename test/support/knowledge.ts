import { shippedThresholds } from '../../src/core/dialogue/thresholds.ts';
import { type DangerHelp, type DangerReading, noDanger } from '../../src/core/model/danger.ts';
import type { Classification, Kind } from '../../src/core/model/kind.ts';
import type { ParsedCommand } from '../../src/core/model/parsedCommand.ts';
import type { Trait } from '../../src/core/model/protocol.ts';
import { type Detection, notUnderstood, type Ranked, type Understanding } from '../../src/core/model/understanding.ts';
import type { Entry, Flows, Knowledge, ReadText } from '../../src/core/ports/knowledge.ts';
import { townProtocol } from './townProtocol.ts';

/** What a fake of the knowledge is told to know: everything is looked up word for word. */
export interface KnownThings {
  readonly version: string;
  readonly entries: readonly Entry[];
  readonly welcome: readonly string[];
  /** Text to the entries it is about: one is answered, more are a clarification. */
  readonly questions: Readonly<Record<string, readonly string[]>>;
  /** Text to the entry of small talk that it is for certain. */
  readonly smallTalk: Readonly<Record<string, string>>;
  readonly commands: Readonly<Record<string, ParsedCommand>>;
  readonly languages: Readonly<Record<string, Detection['locale']>>;
  /** Text to its kind; what begins with ! is told by a rule. What is not there is of no kind that anybody knows. */
  readonly kinds: Readonly<Record<string, Kind | `!${Kind}`>>;
  /** Text to what its words show besides. */
  readonly traits: Readonly<Record<string, readonly Trait[]>>;
}

/** A town without flows. */
export const noFlows: Flows = {
  all: [],
  holds: () => false,
  words: { cancel: [], skip: [], correct: [], settled: [], yes: [], no: [], besides: ['by the way'] },
  streets: [],
};

/** Whom to call in any emergency. */
export const townHelp: DangerHelp = {
  number: '112',
  alarm: { ca: 'truqueu', es: 'llame', en: 'call', fr: 'appelez' },
  line: { ca: 'el 112 atén', es: 'el 112 atiende', en: '112 answers', fr: 'le 112 répond', ar: '112 يجيب' },
};

/** An alarm that a rule of the town gave. */
export const townAlarm: DangerReading = {
  level: 'alarm',
  danger: 'fire',
  probability: 0.97,
  voice: 'words',
  whom: 'general',
  help: townHelp,
  rule: { id: 'fire', kind: 'emergency', evidence: { start: 0, end: 3 } },
};

/** A message that may tell of a danger. */
export const townDoubt: DangerReading = { ...townAlarm, level: 'possible', probability: 0.5, rule: null };

/** What is read of a text that needs no vector. */
export function readAs(understanding: Understanding): ReadText {
  return { wants: [], understanding, weigh: () => ({ understanding }) };
}

/** A knowledge without any cleverness: what it was not told about is not understood, and tells no language. */
export function createKnowledge(known: KnownThings): Knowledge {
  const entries = new Map(known.entries.map((entry) => [entry.id, entry]));
  return {
    version: known.version,
    welcome: known.welcome,
    entry: (id) => entries.get(id),
    command: (text) => lookUp(known.commands, text) ?? null,
    aspectTitle: () => null,
    greetingIn: () => null,
    spokenLanguage: () => null,
    understand: (text, whole) => readAs(understand(known, text, whole)),
    helpFor: () => townHelp,
    moves: null,
    thresholds: shippedThresholds,
    protocol: townProtocol,
    flows: noFlows,
  };
}

function classify(known: KnownThings['kinds'][string] | null, text: string): Classification {
  if (known === null) return { kind: 'question', confidence: 0, ranked: [], rule: null };
  const kind = known.replace('!', '') as Kind;
  const confidence = 0.95;
  return {
    kind,
    confidence,
    ranked: [{ kind, confidence }],
    rule: known.startsWith('!') ? { id: `${kind}.rule`, kind, evidence: { start: 0, end: text.length } } : null,
  };
}

function understand(known: KnownThings, text: string, whole: string): Understanding {
  const locale = lookUp(known.languages, text);
  const isEmergency = lookUp(known.kinds, whole)?.replace('!', '') === 'emergency';
  return {
    ...notUnderstood(known.version),
    voice: 'meaning',
    danger: isEmergency ? townAlarm : noDanger,
    language:
      locale === undefined
        ? { locale: 'ca', confidence: 0.4, isDistinctive: false, foreign: null }
        : { locale, confidence: 0.99, isDistinctive: true, foreign: null },
    smallTalk: lookUp(known.smallTalk, text) ?? null,
    kind: classify(lookUp(known.kinds, text) ?? null, text),
    traits: lookUp(known.traits, text) ?? [],
    topics: (lookUp(known.questions, text) ?? []).map(rank),
  };
}

function rank(entry: string, index: number, all: readonly string[]): Ranked {
  return { entry, confidence: all.length === 1 ? 0.95 : 0.34 - index / 100 };
}

function lookUp<T>(table: Readonly<Record<string, T>>, text: string): T | undefined {
  const key = text.toLowerCase();
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
