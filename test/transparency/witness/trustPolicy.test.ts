import { describe, expect, test } from '@jest/globals';
import { parseCheckpointText } from '../../../src/transparency/note/checkpoint.ts';
import { formatKey, formatNote, parseNote } from '../../../src/transparency/note/signedNote.ts';
import { isQuorum, openTrusted, parseTrustPolicy } from '../../../src/transparency/note/trustPolicy.ts';
import { origin } from '../support/grownLog.ts';
import { checkpointOf, logLines, logOf, signerNamed } from './support.ts';

const names = ['x1', 'x2', 'x3', 'y1', 'y2'] as const;
const signers = names.map((name) => signerNamed(`${name}.example/w`));
const lineOf = (index: number, kind = 0) => {
  const key = signers[index]?.keys[kind];
  return `witness ${names[index]} ${key === undefined ? '' : formatKey(key)}`;
};
const witnesses = names.map((_, index) => lineOf(index, index % 2)).join('\n');
const grouped = `# our neighbours\n${logLines}\n\n${witnesses} https://y2.example
\tgroup X 2 x1 x2 x3
group Y any y1 y2
group both all X Y
quorum both\n`;

/** A checkpoint with cosignatures of these witnesses. */
function cosigned(...by: readonly number[]): string {
  const note = parseNote(checkpointOf(logOf(5)));
  const head = parseCheckpointText(note.text);
  const added = by.flatMap((index) => signers[index]?.sign({ text: note.text, head }, 1_764_000_000_000) ?? []);
  return formatNote({ text: note.text, signatures: [...note.signatures, ...added] });
}

describe('a policy of witnesses', () => {
  test.each([
    ['x1 x2 y1', true],
    ['x2 x3 y2', true],
    ['x1 x2 x3', false],
    ['x1 y1 y2', false],
    ['', false],
  ])('is met by %j: %s', (some, isMet) => {
    expect(isQuorum(parseTrustPolicy(grouped), new Set(some.split(' ')))).toBe(isMet);
  });

  test('knows the addresses that it names', () => {
    const { witnesses: known, logs } = parseTrustPolicy(grouped);
    expect([...known].map(([name, { url }]) => [name, url])).toContainEqual(['y2', 'https://y2.example']);
    expect(logs.map(({ key }) => key.name)).toEqual([origin, origin]);
  });

  test.each([
    ['no quorum', logLines, 'quorum'],
    ['two of them', `${witnesses}\nquorum x1\nquorum x2`, 'line 7'],
    ['a witness that is named later', `quorum x1\n${witnesses}`, 'no witness or group x1'],
    ['a name twice', `${lineOf(0)}\n${lineOf(1).replace('x2', 'x1')}\nquorum x1`, 'name x1 is taken'],
    ['the name none', `${lineOf(0).replace('x1', 'none')}\nquorum none`, 'name none is taken'],
    ['a key twice', `${lineOf(0)}\n${lineOf(0).replace('x1', 'x9')}\nquorum none`, 'named before'],
    ['a member of two groups', `${witnesses}\ngroup a any x1\ngroup b any x1\nquorum b`, 'already in a group'],
    ['a threshold out of reach', `${witnesses}\ngroup a 3 x1 x2\nquorum a`, 'a number of its members'],
    ['an empty group', `${witnesses}\ngroup a all\nquorum a`, 'a number of its members'],
    ['the key of a log as a witness', `witness x1 ${logLines.split(' ')[1]?.split('\n')[0]}\nquorum x1`, 'of a log'],
    ['the key of a witness as a log', `log ${lineOf(0).split(' ')[2]}\nquorum none`, 'of a witness'],
    ['half a key', `${lineOf(0).slice(0, -9)}\nquorum x1`, 'copy the whole'],
    ['another word', 'witnesses x1\nquorum none', 'line 1'],
    ['a carriage return', 'quorum none\r\n', 'control character'],
    ['a word of every object', 'constructor x\nquorum none', 'line 1'],
  ])('is refused with %s', (_, text, reason) => {
    expect(() => parseTrustPolicy(text)).toThrow(reason);
  });

  test('says which witnesses have cosigned a checkpoint, or that they are too few', () => {
    const policy = parseTrustPolicy(grouped);
    expect(openTrusted(cosigned(0, 2, 3), policy).witnesses).toEqual(['x1', 'x3', 'y1']);
    expect(() => openTrusted(cosigned(0, 3), policy)).toThrow('only x1, y1 has');
    expect(() => openTrusted(cosigned(), policy)).toThrow('no witness has');
    expect(openTrusted(cosigned(), { ...policy, quorum: 'none' }).checkpoint.size).toBe(5);
    const other = { ...policy, logs: policy.logs.map((log) => ({ ...log, key: { ...log.key, name: 'other/log' } })) };
    expect(() => openTrusted(cosigned(0, 1, 3), other)).toThrow('does not name the log');
    // A cosignature of another checkpoint.
    const [line = ''] = cosigned(0)
      .split('\n')
      .filter((each) => each.startsWith('— x1'));
    const moved = `${checkpointOf(logOf(6))}${line}\n`;
    expect(() => openTrusted(moved, { ...policy, quorum: 'x1' })).toThrow('is wrong');
  });
});
