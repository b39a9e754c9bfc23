import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Open311Service, openOpen311 } from '../support/open311.ts';

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);

let made = 0;
const incident = () => ({
  service_code: 'street-incident',
  description: `Un clot a la vorera (${++made})`,
  lat: '41.32784',
  long: '2.0947',
});

let city: Open311Service;
beforeAll(async () => {
  city = await openOpen311();
}, 120_000);
afterAll(async () => {
  await city.close();
});
beforeEach(() => city.nextClient());

const idOf = ({ json }: { json: { service_request_id: string }[] }) => json[0]?.service_request_id ?? '';
const rowOf = async (id: string) => {
  const row = await city.app.bot.stores.cases.byCode('default', id);
  if (row === null) throw new Error(`no case ${id}`);
  return row;
};

describe('files', () => {
  test('come with the request, are seen by staff and by nobody else, and only of kinds that are accepted', async () => {
    const form = (bytes: Uint8Array<ArrayBuffer>) => {
      const sent = new FormData();
      for (const [name, value] of Object.entries({ ...incident(), api_key: city.key })) sent.append(name, value);
      sent.append('media', new Blob([bytes]), 'photo.png');
      sent.append('photo2', new Blob([bytes]), 'two.png');
      return city.ask('/v2/requests.json', { method: 'POST', body: sent });
    };
    const id = idOf(await form(png));
    const { conversation, case: caseState } = await rowOf(id);
    const [commit] = await city.app.bot.stores.journal.read(conversation, caseState.openedBy - 1, 1);
    const content = commit === undefined ? null : await city.app.bot.conversations.sealer.open(commit);
    expect(content?.inbound?.content).toMatchObject({
      kind: 'files',
      files: [{ type: 'image/png' }, { name: 'two.png' }],
    });
    expect(await city.app.bot.stores.files.open(conversation, 'file-0')).toEqual(png);
    expect((await city.ask(`/v2/requests/${id}.json`)).text).not.toContain('png');
    expect((await form(new TextEncoder().encode('MZ program'))).status).toBe(400);
  });
});
