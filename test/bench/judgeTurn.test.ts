import { describe, expect, test } from '@jest/globals';
import type { JudgedTurn } from '../../bench/support/dialogues.ts';
import { judgeTurn } from '../../bench/support/judgeTurn.ts';
import type { Event } from '../../src/core/model/event.ts';

const knowledge = { entry: () => ({ kind: 'faq', aspects: {} }) as const };
const answered = (entry: string): Event => ({ type: 'question.answered', entry, knowledge: 'k', locale: 'ca' });
const opened = { type: 'case.opened' } as Event;
const judged = (turn: Omit<JudgedTurn, 'user'>, events: readonly Event[], offered: readonly string[] = []) =>
  judgeTurn({ user: 'i si és al carrer?', ...turn }, events, knowledge, offered);

describe('a turn', () => {
  const asked = { act: 'topic', topic: 'residus.mobles' } as const;

  test('is right by the reading of its author, or by a further one', () => {
    const turn = { ...asked, also: [{ act: 'topic', topic: 'via-publica.neteja' }] };
    expect(judged(turn, [answered('residus.mobles')])).toMatchObject({ right: true, asWritten: true });
    expect(judged(turn, [answered('via-publica.neteja')])).toMatchObject({ right: true, asWritten: false });
    expect(judged(turn, [answered('padro.alta')])).toMatchObject({ right: false, asWritten: false });
    expect(judged(asked, [answered('via-publica.neteja')])).toMatchObject({ right: false });
  });

  test('opens a case without cause unless one of its readings is a report', () => {
    expect(judged(asked, [opened]).needlessCase).toBe(true);
    expect(judged({ ...asked, also: [{ act: 'incident' }] }, [opened])).toMatchObject({
      needlessCase: false,
      right: true,
    });
  });

  test('opens a case with cause where annotators name one, and is no righter for that', () => {
    expect(judged({ ...asked, causes: ['danger'] }, [opened])).toMatchObject({ needlessCase: false, right: false });
  });

  test('that agrees to be passed on opens a case with cause, where that was offered', () => {
    expect(judged({ act: 'yes' }, [opened], ['command:person'])).toMatchObject({ needlessCase: false, right: true });
    expect(judged({ act: 'yes' }, [opened])).toMatchObject({ needlessCase: true, right: false });
  });
});
