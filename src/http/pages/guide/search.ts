import { z } from 'zod';
import type { DangerHelp } from '../../../core/model/danger.ts';
import type { Locale } from '../../../core/model/locale.ts';
import type { Understanding } from '../../../core/model/understanding.ts';
import type { Entry, Knowledge } from '../../../core/ports/knowledge.ts';
import { plainWords } from '../../../core/util/plainWords.ts';

/** Longest text that is searched for; the field takes no more. */
export const maxSearchLength = 300;

const searchText = z.string().trim().max(maxSearchLength);

/** What somebody searches for; empty: nothing; null: it is too long, or no text. */
export function readSearch(given: unknown): string | null {
  if (given === undefined) return '';
  return searchText.safeParse(given).data ?? null;
}

/** A service that was found. */
export interface Found {
  readonly service: Entry;
  /** The side of it that was asked about, as an anchor of its page; null: the whole. */
  readonly part: string | null;
}

export interface SearchResult {
  readonly found: readonly Found[];
  /** Whom to call at once; null unless the text tells of a danger. */
  readonly help: DangerHelp | null;
  /** Whether somebody seems to be in danger now, rather than perhaps. */
  readonly isAlarm: boolean;
}

/** Most services that a search shows. */
const maxFound = 8;

/**
 * What a text finds among the services, the best first: what the bot understands, then those that have all of its words
 * in their titles. As in a conversation, a service that hurts is not shown on a guess.
 */
export function search(
  text: string,
  services: readonly Entry[],
  read: Understanding,
  { thresholds }: Pick<Knowledge, 'thresholds'>,
  locale: Locale,
): SearchResult {
  const { answer, clarify, near } = thresholds.topics[read.voice];
  const { danger } = read;
  // Guesses look odd under a best one that is a guess itself, and hurt where somebody is in danger.
  const isGuess = (read.topics[0]?.confidence ?? 0) < clarify;
  const floor = danger.level !== 'none' || isGuess ? answer : near;
  const [side] = read.aspects;
  const byId = new Map(services.map((service) => [service.id, service]));
  const understood = read.topics.flatMap(({ entry, confidence }): readonly Found[] => {
    const service = byId.get(entry);
    if (service === undefined || confidence < (service.sensitive ? answer : floor)) return [];
    const isAsked = side !== undefined && side.aspect !== 'exceptions' && side.confidence >= thresholds.aspect;
    const part = isAsked && service.aspects[side.aspect as keyof Entry['aspects']] ? side.aspect : null;
    return [{ service, part }];
  });
  const words = plainWords(text).split(' ').filter(Boolean);
  const named = services.filter(({ title }) => {
    const own = ` ${plainWords(title[locale])}`;
    return words.length > 0 && words.every((word) => own.includes(` ${word}`));
  });
  const known = new Set(understood.map(({ service }) => service));
  const others = named.filter((service) => !known.has(service)).map((service) => ({ service, part: null }));
  return {
    found: [...understood, ...others].slice(0, maxFound),
    help: danger.level === 'none' ? null : danger.help,
    isAlarm: danger.level === 'alarm',
  };
}
