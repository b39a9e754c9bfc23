import { describe, expect, test } from '@jest/globals';
import { postedCommand, postedToMany } from '../../../src/http/api/commandSchema.ts';
import { lastRequests, type UnansweredCommands } from '../../../web/console/model/leaving.ts';

/** What a browser sends of a page that is left. */
const browserBytes = 64 * 1_024;
const codesOf = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => `AAAA-${String(at + from).padStart(4, '0')}`);
const closing = (id: string, codes: readonly string[]): UnansweredCommands => ({
  ...{ id: `press-${id}`, left: new Set(codes), seen: null },
  ...{ command: { kind: 'close', reason: 'spam' }, followedBy: [] },
});
const reply = (code: string, text: string): UnansweredCommands => ({
  ...{ id: `press-${code}`, left: new Set([code]), seen: 7 },
  ...{ command: { kind: 'reply', text, files: [] }, followedBy: [{ kind: 'close', reason: 'resolved' }] },
});
const bytesOf = (bodies: readonly unknown[]) =>
  bodies.reduce<number>((sum, body) => sum + Buffer.byteLength(JSON.stringify(body)), 0);
const casesIn = ({ requests }: ReturnType<typeof lastRequests>) =>
  requests.flatMap(({ body }) => postedToMany.parse(body).cases);

describe('what a page sends when it is left', () => {
  test('is one request a press, in the order of the presses', () => {
    const [first, second] = [codesOf(3), codesOf(2, 3)];
    const { requests, leftOut } = lastRequests([
      closing('one', first),
      reply('BBBB-0001', 'Ja està.'),
      closing('two', second),
    ]);
    expect(requests).toEqual([
      {
        path: 'cases/commands',
        body: { id: 'press-one', cases: first, command: { kind: 'close', reason: 'spam' }, followedBy: [] },
      },
      { path: 'cases/BBBB-0001/commands', body: expect.objectContaining({ id: 'press-BBBB-0001 BBBB-0001', seen: 7 }) },
      { path: 'cases/commands', body: expect.objectContaining({ id: 'press-two', cases: second }) },
    ]);
    expect(postedCommand.safeParse(requests[1]?.body).success).toBe(true);
    expect(leftOut).toEqual([]);
  });

  test('has several requests where there are more cases than the server takes in one', () => {
    const codes = codesOf(4_500);
    const sent = lastRequests([closing('one', codes)]);
    expect(sent.requests).toHaveLength(2);
    expect(casesIn(sent)).toEqual(codes);
    expect(sent.leftOut).toEqual([]);
  });

  test('is as much as a browser sends, and names all the rest', () => {
    const [first, second] = [codesOf(4_000), codesOf(4_000, 4_000)];
    const sent = lastRequests([closing('one', first), closing('two', second)]);
    const bodies = sent.requests.map(({ body }) => body);
    expect(bytesOf(bodies)).toBeLessThan(browserBytes);
    expect(bytesOf(bodies)).toBeGreaterThan(0.9 * browserBytes);
    expect([...casesIn(sent), ...sent.leftOut]).toEqual([...first, ...second]);
    expect(sent.leftOut.length).toBeGreaterThan(0);
  });

  test('leaves out a reply that is too long, and none after it that is not', () => {
    const long = 'ñ'.repeat(4_000);
    const codes = codesOf(8);
    const sent = lastRequests([...codes.map((code) => reply(code, long)), reply('BBBB-0001', 'Ja està.')]);
    expect(sent.leftOut).toEqual(codes.slice(7));
    expect(sent.requests.map(({ path }) => path)).toEqual(
      [...codes.slice(0, 7), 'BBBB-0001'].map((code) => `cases/${code}/commands`),
    );
  });
});
