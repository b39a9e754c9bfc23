import { afterAll, expect, test } from '@jest/globals';
import { startService, temporaryFolder } from '../support/service.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const metricsOf = async (url: string) => (await fetch(`${url}/metrics`)).text();

test('the service makes sentence vectors, and ends with the thread that does', async () => {
  const service = await startService({ DATA_DIR: `${folder.path}/on`, MEANING: 'on' });
  while (!/^finestreta_meaning_up 1$/m.test(await metricsOf(service.url))) {}
  expect(await service.stop('SIGTERM')).toBe(0);
});

test('MEANING=off leaves them away', async () => {
  const service = await startService({ DATA_DIR: `${folder.path}/off` });
  expect(await metricsOf(service.url)).toMatch(/^finestreta_meaning_up 0$/m);
  expect(await service.stop('SIGTERM')).toBe(0);
});
