import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createFourEyes, mailboxOf } from '../../src/identity/fourEyes.ts';
import { agentWith } from '../support/agent.ts';

const local = fc.stringMatching(/^[a-z][a-z0-9.-]{0,15}$/);
const tag = fc.stringMatching(/^[a-z0-9+.-]{0,15}$/);
const domain = fc.constantFrom('prat.example', 'elprat.cat');

test('capitals, spaces around and what follows a + name the same mailbox; another name or domain does not', () => {
  fc.assert(
    fc.property(local, tag, domain, (name, rest, at) => {
      const mailbox = `${name}@${at}`;
      expect(mailboxOf(mailbox)).toBe(mailbox);
      expect(mailboxOf(` ${name.toUpperCase()}+${rest}@${at.toUpperCase()}. `)).toBe(mailbox);
      expect(mailboxOf(`x${name}+${rest}@${at}`)).not.toBe(mailbox);
      expect(mailboxOf(`${name}@x${at}`)).not.toBe(mailbox);
    }),
    { numRuns: 100 },
  );
});

test.each([
  ['an.na@gmail.com', 'anna+x@googlemail.com', true],
  ['an.na@prat.example', 'anna@prat.example', false],
  ['+anna@prat.example', '+berta@prat.example', false],
  ['anna', 'berta', false],
])('%s and %s: one mailbox is %s', (one, other, same) => {
  expect(mailboxOf(one) === mailboxOf(other)).toBe(same);
});

test('all accounts of a mailbox are one person’s, also those that may not come in any more; an unknown one is alone', async () => {
  const people = [
    agentWith('anna', { email: 'anna@prat.example' }),
    agentWith('anna-2', { email: 'anna+editora@prat.example', active: false }),
    agentWith('berta', { email: 'berta@prat.example' }),
  ];
  const { accountsOf } = createFourEyes({
    tenant: 'default',
    store: { all: async () => people },
    notes: { accessOf: async () => null },
  });
  expect(await accountsOf('anna-2')).toEqual(['anna', 'anna-2']);
  expect(await accountsOf('berta')).toEqual(['berta']);
  expect(await accountsOf('left')).toEqual(['left']);
});
