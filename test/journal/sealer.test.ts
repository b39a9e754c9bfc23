import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SealedContent } from '../../src/core/model/commit.ts';
import type { Keys, Sealer } from '../../src/core/ports/sealer.ts';
import { matchesCommitments } from '../../src/journal/commitments.ts';
import { createSealer } from '../../src/journal/sealer.ts';
import { createMemoryKeys } from './memoryKeys.ts';

const content: Omit<SealedContent, 'salts'> = {
  address: { chat: 4_242_424_242 },
  inbound: { id: 'platform-id-77', content: { kind: 'text', text: 'Com m’empadrono? 🏠' }, localeHint: 'ca' },
  outbound: [
    { text: 'Demana cita.', markup: 'plain', choices: [{ label: 'Sí', value: 'yes' }], files: [], locale: 'ca' },
    { text: 'O vine.', markup: 'plain', choices: [], files: [], locale: 'ca' },
  ],
};

describe('the sealer', () => {
  let keys: Keys;
  let sealer: Sealer;
  beforeEach(() => {
    keys = createMemoryKeys();
    sealer = createSealer({ keys, secret: new Uint8Array(32).fill(7) });
  });

  async function seal(conversation: string) {
    return { conversation, ...(await sealer.seal(conversation, content, 'current')) };
  }

  describe('ids', () => {
    test('are the same in every process with the same secret, for ever', () => {
      // Computed apart: HKDF-SHA-256, then HMAC-SHA-256 over the JSON of the parts, the first 16 bytes in base64url.
      expect(sealer.conversationId('default', 'web', 'a-conversation')).toBe('cOhUX5y2n9S6AR5pH_iDBw');
      expect(sealer.inboundKey('cOhUX5y2n9S6AR5pH_iDBw', '77')).toBe('nhr1Bqe5b5MKnNIrFvgNXg');
    });

    test('are others under another secret', () => {
      const other = createSealer({ keys, secret: new Uint8Array(32).fill(8) });
      expect(other.conversationId('a', 'b', 'c')).not.toBe(sealer.conversationId('a', 'b', 'c'));
      expect(other.inboundKey('a', 'b')).not.toBe(sealer.inboundKey('a', 'b'));
    });

    test('differ whenever any part differs, and show nothing of it', () => {
      const pieces = fc.tuple(fc.string(), fc.string(), fc.string());
      fc.assert(
        fc.property(pieces, pieces, (a, b) => {
          const same = JSON.stringify(a) === JSON.stringify(b);
          expect(sealer.conversationId(...a) === sealer.conversationId(...b)).toBe(same);
          expect(sealer.conversationId(...a)).toMatch(/^[\w-]{22}$/);
        }),
      );
      expect(sealer.conversationId('a', 'b', 'cd')).not.toBe(sealer.conversationId('a', 'bc', 'd'));
    });

    test('of a message differ from conversation to conversation', () => {
      expect(sealer.inboundKey('one', '1')).not.toBe(sealer.inboundKey('two', '1'));
    });
  });

  test('takes for what follows a commit the key that the keys give for it', async () => {
    const asked: unknown[][] = [];
    const { current } = keys;
    keys.current = (...given) => {
      asked.push(given);
      return current(...given);
    };
    const { keyId } = await seal('ana');
    await sealer.seal('ana', content, { follows: keyId });
    expect(asked).toEqual([
      ['ana', undefined],
      ['ana', keyId],
    ]);
  });

  test('opens what it sealed', async () => {
    expect(await sealer.open(await seal('ana'))).toMatchObject(content);
  });

  test('opens any content that JSON can carry', async () => {
    const text = fc.string({ unit: 'binary' });
    await fc.assert(
      fc.asyncProperty(text, fc.array(text), fc.jsonValue(), async (said, answers, address) => {
        const whole: Omit<SealedContent, 'salts'> = {
          address: JSON.parse(JSON.stringify(address)),
          inbound: { id: said, content: { kind: 'text', text: said }, localeHint: null },
          outbound: answers.map((answer) => ({ text: answer, markup: 'plain', choices: [], files: [], locale: 'es' })),
        };
        const commit = { conversation: 'ana', ...(await sealer.seal('ana', whole, 'current')) };
        const opened = await sealer.open(commit);
        expect(opened).toMatchObject(whole);
        expect(opened !== null && matchesCommitments(commit, opened)).toBe(true);
      }),
    );
  });

  test('shows neither text nor platform ids, and never seals alike twice', async () => {
    const [first, second] = [await seal('ana'), await seal('ana')];
    expect(Buffer.from(first.sealed).equals(second.sealed)).toBe(false);
    const shown = Buffer.from(first.sealed).toString('latin1') + first.commitments.join();
    for (const secret of ['empadrono', 'platform-id-77', '4242424242', 'Demana']) expect(shown).not.toContain(secret);
    expect(first.commitments.some((one) => second.commitments.includes(one))).toBe(false);
  });

  test('commits to the inbound text and to each message, with salts that only the sealed content holds', async () => {
    const commit = await seal('ana');
    expect(commit.commitments).toHaveLength(3);
    for (const one of commit.commitments) expect(one).toMatch(/^[0-9a-f]{64}$/);
    const opened = (await sealer.open(commit)) as SealedContent;
    expect(matchesCommitments(commit, opened)).toBe(true);
    const changed = { ...opened, outbound: opened.outbound.map((message) => ({ ...message, text: 'No.' })) };
    expect(matchesCommitments(commit, changed)).toBe(false);
    expect(matchesCommitments(commit, { ...opened, outbound: opened.outbound.slice(1) })).toBe(false);
    expect(matchesCommitments({ commitments: commit.commitments.slice(1) }, opened)).toBe(false);
  });

  test('a commitment is SHA-256 over 16 bytes of salt and the canonical JSON, for others to check', async () => {
    const commit = await seal('ana');
    const { salts } = (await sealer.open(commit)) as SealedContent;
    const bytes = Buffer.concat([
      Buffer.from(salts[0] ?? '', 'hex'),
      Buffer.from('{"kind":"text","text":"Com m’empadrono? 🏠"}'),
    ]);
    const digest = await crypto.subtle.digest('SHA-256', bytes);
    expect(salts.map((salt) => salt.length)).toEqual([32, 32, 32]);
    expect(commit.commitments[0]).toBe(Buffer.from(digest).toString('hex'));
  });

  test('opens nothing once the key is destroyed', async () => {
    const commit = await seal('ana');
    await keys.destroy('ana', null);
    expect(await sealer.open(commit)).toBeNull();
  });

  test('seals under a fresh key when asked, so that the old one can go', async () => {
    const before = await seal('ana');
    const shutdownTimeout = { conversation: 'ana', ...(await sealer.seal('ana', content, 'fresh')) };
    const after = await seal('ana');
    expect(shutdownTimeout.keyId).not.toBe(before.keyId);
    expect(after.keyId).toBe(shutdownTimeout.keyId);
    await keys.destroy('ana', shutdownTimeout.keyId);
    expect(await sealer.open(before)).toBeNull();
    expect(await sealer.open(shutdownTimeout)).toMatchObject(content);
    expect(await sealer.open(after)).toMatchObject(content);
  });

  test('refuses whatever was altered, at any place', async () => {
    const commit = await seal('ana');
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: commit.sealed.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const sealed = Uint8Array.from(commit.sealed);
          sealed[at] = (sealed[at] ?? 0) ^ change;
          await expect(sealer.open({ ...commit, sealed })).rejects.toMatchObject({
            code: at === 0 ? 'store.newer' : 'store.unusable',
          });
        },
      ),
    );
    for (const length of [0, 1, 28, commit.sealed.length - 1]) {
      const sealed = commit.sealed.subarray(0, length);
      await expect(sealer.open({ ...commit, sealed })).rejects.toMatchObject({ code: 'store.unusable' });
    }
  });

  test('refuses content that was moved to another conversation or key', async () => {
    const ana = await seal('ana');
    const pau = await seal('pau');
    await expect(sealer.open({ ...ana, conversation: 'pau' })).rejects.toMatchObject({ code: 'store.unusable' });
    await expect(sealer.open({ ...ana, keyId: pau.keyId })).rejects.toMatchObject({ code: 'store.unusable' });
  });

  test('an error shows nothing of the content', async () => {
    const ana = await seal('ana');
    const error = await sealer.open({ ...ana, conversation: 'pau' }).catch((caught: Error) => caught);
    expect(String((error as Error).message)).not.toMatch(/empadrono|Demana|pau|ana/);
  });
});
