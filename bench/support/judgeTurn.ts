import type { Event } from '../../src/core/model/event.ts';
import type { Entry } from '../../src/core/ports/knowledge.ts';
import type { JudgedTurn, Reading } from './dialogues.ts';

/** What a turn did, against what was expected. */
export interface Judgement {
  /** By any of its readings. */
  readonly right: boolean;
  /** By the reading of the author of the conversation. */
  readonly asWritten: boolean;
  readonly menu: boolean;
  /** A case was opened although nothing was reported, nobody was asked for, and annotators name no other cause. */
  readonly needlessCase: boolean;
  /** In words, for a list of misses. */
  readonly did: string;
}

/** Compares what a turn did with what its message may fairly mean. `offered`: the choices on offer before it. */
export function judgeTurn(
  turn: JudgedTurn,
  events: readonly Event[],
  knowledge: { entry(id: string): Pick<Entry, 'kind' | 'aspects'> | undefined },
  offered: readonly string[],
): Judgement {
  const answers = events.flatMap((event) => (event.type === 'question.answered' ? [event] : []));
  const clarified = events.flatMap((event) => (event.type === 'question.clarified' ? [...event.entries] : []));
  const unanswered = events.flatMap((event) => (event.type === 'question.unanswered' ? [event.reason] : []));
  const opened = events.some(({ type }) => type === 'case.opened');
  const added = events.some(({ type }) => type === 'case.added');
  const asked = events.some(({ type }) => type === 'case.asked');
  const move = events.flatMap((event) => (event.type === 'message.resolved' ? [event.move] : []))[0] ?? '-';
  const isFaq = (entry: string) => knowledge.entry(entry)?.kind === 'faq';
  const faq = answers.filter(({ entry }) => isFaq(entry));
  const readings: readonly Reading[] = [turn, ...(turn.also ?? [])];
  return {
    right: readings.some(isRight),
    asWritten: isRight(turn),
    menu: clarified.length > 0,
    needlessCase: opened && !readings.some(mayOpenCase) && (turn.causes ?? []).length === 0,
    did: [
      move,
      ...answers.map(({ entry, aspect, exception }) => [entry, aspect, exception].filter(Boolean).join('/')),
      ...(clarified.length > 0 ? [`menu ${clarified.join(' ')}`] : []),
      ...unanswered,
      ...(opened ? ['case'] : []),
      ...(added ? ['added'] : []),
    ].join(' '),
  };

  function mayOpenCase(reading: Reading): boolean {
    return ['incident', 'complaint', 'suggestion', 'person', 'addition'].includes(reading.act) || isAgreed(reading);
  }

  /** Who says yes to an offer to pass it on gets that. */
  function isAgreed({ act }: Reading): boolean {
    return act === 'yes' && offered.includes('command:person');
  }

  function isRight(reading: Reading): boolean {
    switch (reading.act) {
      case 'topic':
      case 'back':
        return faq.some(({ entry }) => entry === reading.topic);
      case 'aspect':
        return isFollowedUp(reading);
      case 'two':
        return (reading.topics ?? []).every(({ topic }) => faq.some(({ entry }) => entry === topic));
      case 'correct':
        return reading.topic
          ? faq.some(({ entry }) => entry === reading.topic)
          : clarified.length > 0 || unanswered.includes('not-understood');
      case 'simpler':
        return move === 'simpler';
      case 'repeat':
        return move === 'repeat' || (faq.length > 0 && move !== 'ask');
      case 'more':
        return move === 'more' || (faq.length > 0 && move !== 'ask');
      case 'incident':
      case 'complaint':
      case 'suggestion':
        return opened || added;
      case 'addition':
        return added && !opened;
      case 'person':
        return opened || added;
      case 'status':
        return asked || move === 'status';
      case 'outside':
        return faq.length === 0 && clarified.length === 0 && !opened;
      case 'yes':
        return (
          faq.every(({ entry }) => offered.includes(`entry:${entry}`)) &&
          clarified.length === 0 &&
          (!opened || isAgreed(reading))
        );
      default:
        return faq.length === 0 && clarified.length === 0 && !opened;
    }
  }

  /**
   * On the topic: with the side that was asked about, with the special case, with the whole, or with the honest word
   * that the council has no fact for that side.
   */
  function isFollowedUp({ topic, aspect: asked }: Reading): boolean {
    // A matter that was reported before has no topic: what is asked about it must at least open nothing.
    if (!topic) return !opened && clarified.length === 0;
    const entry = knowledge.entry(topic);
    const own = faq.filter((answer) => answer.entry === topic);
    if (own.some(({ aspect, exception }) => aspect === undefined && exception === undefined)) return true;
    if (asked === 'exceptions') return own.some(({ exception }) => exception !== undefined) || isHonest();
    // A special case of the service, chosen by its words, answers what is asked about it.
    if (own.some(({ aspect, exception }) => aspect === asked || exception !== undefined)) return true;
    const isKnown = asked ? entry?.aspects[asked] !== undefined : false;
    return !isKnown && isHonest();
  }

  function isHonest(): boolean {
    return unanswered.includes('no-fact');
  }
}
