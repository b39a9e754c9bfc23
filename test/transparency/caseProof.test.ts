import { expect, test } from '@jest/globals';
import { digestOf } from '../../src/transparency/entries/entry.ts';
import { parseProof, verifyProof } from '../../src/transparency/note/proofFile.ts';
import type { ProofExtra } from '../../src/transparency/receipts/proveEntry.ts';
import { entriesOf, grownLog, keys } from './support/grownLog.ts';
import { provenCase, provenCode } from './support/provenCase.ts';

const extraOf = (proof: string): ProofExtra =>
  JSON.parse(Buffer.from(/^extra (\S+)$/m.exec(proof)?.[1] ?? '', 'base64').toString());

test.each([
  [0, 0],
  [3, 700],
  [300, 20],
  [2_000, 1],
])('a case is proven among %i entries before it and %i after', async (before, after) => {
  const { proof, entry } = await provenCase({ before, after });
  const file = (await proof()) ?? '';
  expect(parseProof(file).index).toBe(before);
  expect(verifyProof(file, Buffer.from(entry), keys).size).toBe(before + 1 + after);
  expect(extraOf(file).entry).toBe(entry);
});

test('it tells its citizen what the entry hides, and others nothing more', async () => {
  const { proof, entry } = await provenCase();
  const { disclosures } = extraOf((await proof()) ?? '');
  const fields = disclosures.map((each) => JSON.parse(Buffer.from(each, 'base64url').toString()) as unknown[]);
  expect(Object.fromEntries(fields.map(([, name, value]) => [name, value]))).toMatchObject({
    code: provenCode,
    kind: 'threat',
    department: 'policia-local',
    account: 'library',
    firstDueAt: Date.parse('2026-11-25T10:47:13Z'),
  });
  const { _sd: digests } = JSON.parse(entry);
  expect(disclosures.map(digestOf).sort()).toEqual(digests);
  expect(entry).not.toMatch(/threat|policia/);
});

test('there is none of another case, of one that is not in the log, and of an erased one', async () => {
  const { proof, keys: conversationKeys } = await provenCase();
  expect(await proof('AAAA-AAAA')).toBe(null);
  expect(await proof(provenCode, grownLog(entriesOf(600)))).toBe(null);
  const before = await proof();
  await conversationKeys.destroy('conversation-of-ana', null);
  expect(await proof()).toBe(null);
  // What was saved before still proves it.
  expect(before).not.toBe(null);
});
