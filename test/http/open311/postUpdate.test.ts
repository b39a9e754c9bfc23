import { expect, test } from '@jest/globals';
import type { ApiKey } from '../../../src/core/model/desk/apiKey.ts';
import type { SentForm } from '../../../src/http/open311/form.ts';
import { addUpdate } from '../../../src/http/open311/postUpdate.ts';
import { standIn } from '../../support/standIn.ts';

test('the same words are the same update within ten minutes, and another one later; an id of its own always is one', async () => {
  const ids: string[] = [];
  let now = 0;
  const row = { tenant: 't', conversation: 'c', case: { code: '7KQ4-M2XB', filed: { key: 'app' } } };
  const deps = standIn<Parameters<typeof addUpdate>[0]>({
    tenant: 't',
    account: 'open311',
    clock: () => now,
    cases: { byCode: async () => row },
    fromCasePage: async ({ id }) => {
      ids.push(id);
      return {};
    },
  });
  const add = async (at: number, update_id = '') => {
    now = at;
    const fields: Record<string, string> = { description: 'It is back', service_request_id: '7KQ4-M2XB', update_id };
    const form = { value: (name: string) => fields[name] ?? '', files: [] as SentForm['files'] } as SentForm;
    await addUpdate(deps, standIn<ApiKey>({ id: 'app' }), form);
    return ids.at(-1);
  };
  const month = 30 * 86_400_000;
  expect(await add(60_000)).toBe(await add(0));
  expect(await add(month)).not.toBe(await add(0));
  expect(await add(month, '7')).toBe(await add(0, '7'));
});
