import type { CaseCode } from '../model/case.ts';
import type { Commit } from '../model/commit.ts';
import type { CaseEvent, Event } from '../model/event.ts';

/** Maximum number and age (milliseconds) of the turns without a case that count as the run-up to the next case. */
export const runUpTurns = 10;
const runUpWindowMs = 60 * 60_000;

const nothing: readonly CaseCode[] = [];

/**
 * The cases to which each turn belongs. This decides what staff may read of a conversation. `turns` are in order of
 * time: of one conversation, or of several linked by channel transfers.
 *
 * A turn belongs to every case that one of its events is about. A turn without such an event is part of the run-up to
 * the next case if it is among the last ten turns before it, at most an hour old, and no turn of another case lies
 * between: a person who handles the case needs it to understand the request. Every other turn belongs to no case.
 */
export function casesOfTurns(turns: readonly Pick<Commit, 'at' | 'events'>[]): readonly (readonly CaseCode[])[] {
  const found: (readonly CaseCode[])[] = [];
  let runUp = { cases: nothing, since: 0, left: 0 };
  for (const { at, events } of turns.toReversed()) {
    const own = casesIn(events);
    if (own.length > 0) {
      const opened = events.flatMap((event) => (event.type === 'case.opened' ? [event.case] : []));
      runUp = { cases: opened, since: at - runUpWindowMs, left: opened.length > 0 ? runUpTurns : 0 };
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

/** The cases that the events of a turn are about. */
function casesIn(events: readonly Event[]): readonly CaseCode[] {
  return [...new Set(events.flatMap((event) => ('case' in event ? casesOfEvent(event) : [])))];
}

/** The cases that an event is about. */
export function casesOfEvent(event: CaseEvent): readonly CaseCode[] {
  return event.type === 'case.glass-broken' ? [event.case, ...event.cases] : [event.case];
}
