import { expect, test } from '@jest/globals';
import { commitment } from '../../src/journal/commitments.ts';
import { digestOf } from '../../src/transparency/entries/entry.ts';
import { parseProof, verifyProof } from '../../src/transparency/note/proofFile.ts';
import { checkProof, keysInProof } from '../../src/transparency/receipts/checkProof.ts';
import type { ProofExtra } from '../../src/transparency/receipts/proveEntry.ts';
import { entriesOf, grownLog, keys } from './support/grownLog.ts';
import { provenCase, provenCode, said } from './support/provenCase.ts';

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

test('is checked by itself, and what was altered in it is named', async () => {
  const { proof, publicKeys } = await provenCase();
  const file = (await proof()) ?? '';
  expect(checkProof(file, publicKeys)).toMatchObject({
    index: 300,
    entry: { type: 'case.opened', protocol: 'p1' },
    disclosed: { code: provenCode, kind: 'threat' },
  });
  const altered = (change: (extra: string) => string) =>
    file.replace(/^extra (\S+)$/m, (_, extra: string) => {
      return `extra ${Buffer.from(change(Buffer.from(extra, 'base64').toString())).toString('base64')}`;
    });
  const claimed = Buffer.from('["salt","kind","praise"]').toString('base64url');
  const { disclosures } = extraOf(file);
  /** With its true salt, another value in a field. */
  const falsely = (name: string, value: unknown) => {
    const fields = disclosures.map((each) => JSON.parse(Buffer.from(each, 'base64url').toString()) as unknown[]);
    const reported = fields.map(([salt, field, known]) => [salt, field, field === name ? value : known]);
    const changed = reported.map((each) => Buffer.from(JSON.stringify(each)).toString('base64url'));
    return altered((extra) => JSON.stringify({ ...JSON.parse(extra), disclosures: changed }));
  };
  const wrong = [
    [altered((extra) => extra.replace('protocol\\":\\"p1', 'protocol\\":\\"p2')), 'was altered'],
    [altered((extra) => extra.replace('"disclosures":["', `"disclosures":["${claimed}","`)), 'does not hold'],
    [falsely('kind', 'praise'), 'does not hold'],
    [falsely('firstDueAt', Date.parse('2026-11-30T10:00:00Z')), 'does not hold'],
    [altered(() => 'no JSON'), 'cannot be read'],
    [altered(() => '{"form":2}'), 'not known'],
    [file.replace(/^extra .*\n/m, ''), 'holds no entry'],
    [file.replace('index 300', 'index 299'), 'was altered'],
    [file.replace(/(— \S+ )(\S{8})/g, '$1AAAAAAAA'), 'not signed'],
  ] as const;
  for (const [text, reason] of wrong) expect(() => checkProof(text, publicKeys)).toThrow(reason);
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

test('shows what was written and answered, and nobody can put other words, salts or an order there', async () => {
  const { proof, texts, publicKeys, log } = await provenCase();
  const file = (await proof(provenCode, log, { texts, keys: publicKeys })) ?? '';
  expect(checkProof(file, publicKeys).texts).toEqual([said.inbound?.content, ...said.outbound]);
  expect(checkProof((await proof()) ?? '', publicKeys).texts).toEqual([]);
  expect(keysInProof(file)).toEqual(publicKeys);
  expect(keysInProof((await proof()) ?? '')).toEqual([]);
  const [[salt, json] = ['', ''], answer = ['', '']] = texts;
  const others = [
    [[salt, json.replace('amenaçat', 'saludat')], answer],
    [['00'.repeat(16), json], answer],
    [answer, [salt, json]],
    [[salt, json]],
    [[salt, json], answer, answer],
    [[salt.slice(0, -2), `${salt.slice(-2)}${json}`], answer],
  ] as const;
  for (const other of others) {
    const lie = (await proof(provenCode, log, { texts: other })) ?? '';
    expect(() => checkProof(lie, publicKeys)).toThrow('texts that the entry does not commit to');
  }
  // Who has only the log cannot try candidates: the salts are in the proof alone.
  expect(commitment(Buffer.from(salt, 'hex'), said.inbound?.content)).toHaveLength(64);
});

test.each([
  ['answered', { type: 'question.answered', entry: 'padro.alta', aspect: 'cost', knowledge: 'r7', locale: 'ca' }],
  ['offered', { type: 'question.clarified', entries: ['padro.alta', 'padro.baixa'], knowledge: 'r7' }],
  ['unanswered', { type: 'question.unanswered', reason: 'unknown', knowledge: 'r7' }],
] as const)('a question that was %s is proven with its exact time', async (type, event) => {
  const { commit, proof, publicKeys, texts, log } = await provenCase({ event });
  const file = (await proof(null, log, { texts })) ?? '';
  const { entry, disclosed, texts: shown } = checkProof(file, publicKeys);
  expect(entry).toMatchObject({ type: `question.${type}`, at: '2026-11-24T10:00:00Z', release: 'r7' });
  expect(disclosed.receivedAt).toBe(commit.at);
  expect(shown).toHaveLength(2);
});
