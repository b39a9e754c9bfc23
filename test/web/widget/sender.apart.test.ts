import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { LineError } from '../../../web/widget/connectionProblem.ts';
import type { OutgoingMessage } from '../../../web/widget/directLineWire.ts';
import { createSender, type Sender } from '../../../web/widget/sender.ts';

let posted: string[];
let marks: string[];
let kept: readonly OutgoingMessage[];
let isOnline: boolean;
/** What the next posts come to; those without an entry succeed. */
let problems: (LineError | null)[];
let sender: Sender;

const passing = new LineError('passing', 0);
const settle = () => jest.advanceTimersByTimeAsync(60_000);

beforeEach(() => {
  jest.useFakeTimers();
  posted = [];
  marks = [];
  kept = [];
  problems = [];
  isOnline = true;
  sender = createSender({
    async post({ key }) {
      posted.push(key);
      const problem = problems.shift();
      if (problem) throw problem;
    },
    isOnline: () => isOnline,
    mark: (key, state) => marks.push(`${key} ${state}`),
    keep: (messages) => {
      kept = messages;
    },
  });
  sender.go();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('the sender', () => {
  test('sends one message after the other', async () => {
    for (const key of ['a', 'b', 'c']) sender.add({ key, text: key });
    await settle();
    expect(posted).toEqual(['a', 'b', 'c']);
    expect(marks).toEqual(['a sent', 'b sent', 'c sent']);
    expect(kept).toEqual([]);
  });

  test('tries three times under the same key, then says that it failed, and goes on with the next', async () => {
    problems = [passing, passing, passing];
    sender.add({ key: 'a', text: 'a' });
    sender.add({ key: 'b', text: 'b' });
    await settle();
    expect(posted).toEqual(['a', 'a', 'a', 'b']);
    expect(marks).toEqual(['a failed', 'b sent']);
    expect(kept.map(({ key }) => key)).toEqual(['a']);

    sender.retry('a');
    await settle();
    expect(posted.at(-1)).toBe('a');
    expect(marks.slice(2)).toEqual(['a sending', 'a sent']);
    expect(kept).toEqual([]);
  });

  test('what failed while there was no line goes out by itself once there is one, what was refused does not', async () => {
    problems = [new LineError('refused', 0), passing, passing, passing];
    sender.add({ key: 'refused', text: 'refused' });
    sender.add({ key: 'stranded', text: 'stranded' });
    await settle();
    expect(marks).toEqual(['refused failed', 'stranded failed']);
    sender.go();
    await settle();
    expect(posted.at(-1)).toBe('stranded');
    expect(marks.slice(2)).toEqual(['stranded sending', 'stranded sent']);
    expect(kept.map(({ key }) => key)).toEqual(['refused']);
  });

  test('does not repeat what the server refused for good', async () => {
    problems = [new LineError('refused', 0)];
    sender.add({ key: 'a', text: 'a' });
    await settle();
    expect(posted).toEqual(['a']);
    expect(marks).toEqual(['a failed']);
  });

  test('gives the server the rest that it asks for, unless that is too long to wait', async () => {
    problems = [new LineError('passing', 8_000)];
    sender.add({ key: 'a', text: 'a' });
    await jest.advanceTimersByTimeAsync(7_900);
    expect(posted).toEqual(['a']);
    await settle();
    expect(posted).toEqual(['a', 'a']);

    problems = [new LineError('passing', 40_000)];
    sender.add({ key: 'b', text: 'b' });
    await settle();
    expect(marks.at(-1)).toBe('b failed');
  });

  test('waits for the connection without counting attempts', async () => {
    isOnline = false;
    problems = [passing, passing, passing, passing];
    sender.add({ key: 'a', text: 'a' });
    for (let again = 0; again < 4; again += 1) {
      await settle();
      sender.retry(null);
    }
    expect(marks).toEqual([]);
    isOnline = true;
    sender.retry(null);
    await settle();
    expect(marks).toEqual(['a sent']);
  });

  test('holds everything back until there is a conversation', async () => {
    sender.hold();
    sender.add({ key: 'a', text: 'a' });
    await settle();
    expect(posted).toEqual([]);
    sender.go();
    await settle();
    expect(posted).toEqual(['a']);
  });

  test('a message that turns up by another way is not sent again', async () => {
    problems = [passing];
    sender.add({ key: 'a', text: 'a' });
    await jest.advanceTimersByTimeAsync(0);
    sender.arrived('a');
    await settle();
    expect(posted).toEqual(['a']);
    expect(kept).toEqual([]);
    sender.retry(null);
    await settle();
    expect(posted).toEqual(['a']);
  });
});
