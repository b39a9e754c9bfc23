import { expect, test } from '@jest/globals';
import type { CaseRow } from '../../../src/core/ports/caseIndex.ts';
import { type PublicRequestDeps, requestOnWire } from '../../../src/http/open311/publicRequest.ts';
import { standIn } from '../../support/standIn.ts';

test('what a rule published shows no identifiers and no keys of links, in the address and pictures neither', async () => {
  const secret = 'https://bot.example/cas/7KQ4-M2XB#7KQ4-M2XB-01ZT';
  const inbound = {
    content: { kind: 'text' as const, text: `Un clot, 600 123 456, ${secret}` },
    report: { place: { text: `Carrer Major 1, 12345678Z ${secret}` }, media: [secret] },
  };
  const deps = standIn<PublicRequestDeps>({
    journal: { read: async () => [{ revision: 1 }] },
    sealer: { open: async () => ({ inbound, outbound: [] }) },
    timeZone: () => 'Europe/Madrid',
    departmentName: () => 'Via pública',
  });
  const published = { revision: 1, description: true, place: true, media: true };
  const times = { openedAt: 0, closed: null, first: null, resolution: null };
  const row = standIn<CaseRow>({
    conversation: 'c',
    changedAt: 0,
    case: { code: 'AAAA-AAAA', openedBy: 1, ...times, published },
  });
  const { wire } = await requestOnWire(deps, row, undefined, 'ca');
  const link = 'https://bot.example/cas/7KQ4-M2XB';
  expect(wire).toMatchObject({
    description: `Un clot, […], ${link}`,
    address: `Carrer Major 1, […] ${link}`,
    media_url: link,
  });
});
