import type { CaseCode } from '../model/case.ts';
import type { Commit } from '../model/commit.ts';
import type { CaseEvent, Event } from '../model/event.ts';

/** Most turns without a case that count as the run-up to the case that is opened next, and the oldest of them (ms). */
export const runUpTurns = 10;
const runUpFor = 60 * 60_000;

const nothing: readonly CaseCode[] = [];

/**
 * The cases that each of some turns belongs to: what a person of staff may read of a conversation depends on it. `turns`
 * are in order of time: of one conversation, or of several that were continued one in the other.
 *
 * A turn belongs to every case that something happened to in it. One in which nothing happened to a case is part of the
 * run-up to the case that is opened next, if it is among the last ten turns before it, not older than an hour, and no
 * turn of another case lies between: somebody who deals with the case needs it to understand what is asked. Every other
 * turn belongs to no case.
 */
export function casesOfTurns(turns: readonly Pick<Commit, 'at' | 'events'>[]): readonly (readonly CaseCode[])[] {
  const found: (readonly CaseCode[])[] = [];
  let runUp = { cases: nothing, since: 0, left: 0 };
  for (const { at, events } of turns.toReversed()) {
    const own = casesIn(events);
    if (own.length > 0) {
      const opened = events.flatMap((event) => (event.type === 'case.opened' ? [event.case] : []));
      runUp = { cases: opened, since: at - runUpFor, left: opened.length > 0 ? runUpTurns : 0 };
      found.push(own);
    } else if (runUp.left > 0 && at >= runUp.since) {
      runUp = { ...runUp, left: runUp.left - 1 };
      found.push(runUp.cases);
    } else {
      runUp = { ...runUp, left: 0 };
      found.push(nothing);
    }
  }
  return found.reverse();
}

/** The cases to which something happened in a turn. */
function casesIn(events: readonly Event[]): readonly CaseCode[] {
  return [...new Set(events.flatMap((event) => ('case' in event ? casesOfEvent(event) : [])))];
}

/** The cases that an event is about. */
export function casesOfEvent(event: CaseEvent): readonly CaseCode[] {
  return event.type === 'case.glass-broken' ? [event.case, ...event.cases] : [event.case];
}
