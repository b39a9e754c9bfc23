import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stories } from '../../scripts/demoTown.mjs';
import { devSettings } from '../../scripts/devSettings.mjs';
import { seed } from '../../scripts/seed.mjs';
import { type Service, startService, temporaryFolder } from '../support/service.ts';

describe('the demo town', () => {
  const parent = temporaryFolder();
  const folder = join(parent.path, 'demo');
  let made: Awaited<ReturnType<typeof seed>>;
  let service: Service;
  beforeAll(async () => {
    // It begins with the settings of this process, and its stories are understood by their words.
    const { MEANING } = process.env;
    process.env.MEANING = 'off';
    made = await seed({ folder }).finally(() => {
      if (MEANING === undefined) delete process.env.MEANING;
      else process.env.MEANING = MEANING;
    });
    service = await startService({ DATA_DIR: folder, CONSOLE_SECOND_FACTOR: 'off' });
  }, 300_000);
  afterAll(async () => {
    await service?.stop('SIGTERM');
    parent.remove();
  });

  /** The session of somebody, as their browser would send it. */
  async function signIn(role: string): Promise<string> {
    const person = made?.find((each) => each.role === role);
    const response = await fetch(`${service.url}/console/entra`, {
      method: 'POST',
      headers: { origin: service.url },
      body: new URLSearchParams({ email: person?.email ?? '', password: person?.password ?? '' }),
      redirect: 'manual',
    });
    return response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
  }

  async function read<T>(path: string, cookie: string): Promise<T> {
    const response = await fetch(`${service.url}/console/api/${path}`, { headers: { cookie } });
    return (await response.json()) as T;
  }

  test('has one person a role, who signs in with the password that was shown', async () => {
    const roles: string[] = [];
    for (const { role } of made ?? []) roles.push(...(await read<{ roles: string[] }>('me', await signIn(role))).roles);
    expect(roles).toEqual(['administrator', 'supervisor', 'agent', 'editor', 'auditor']);
  });

  test('has cases in three languages, on which the agent has acted', async () => {
    const cookie = await signIn('supervisor');
    type Page = { items: { case: { locale: string; assignee: string | null; priority: string } }[] };
    const open = (await read<Page>('cases?queue=all', cookie)).items.map((item) => item.case);
    const closed = (await read<Page>('cases?queue=all&status=closed', cookie)).items;
    const acted = stories.filter(({ commands }) => commands.length > 0);
    expect(open.length + closed.length).toBeGreaterThanOrEqual(acted.length);
    expect(new Set(open.map(({ locale }) => locale))).toEqual(new Set(['ca', 'es', 'en']));
    expect(closed).toHaveLength(1);
    expect(open.some(({ assignee }) => assignee !== null)).toBe(true);
    expect(open.some(({ priority }) => priority === 'high')).toBe(true);
  });

  test('is not made a second time, and leaves nothing beside it', async () => {
    expect(await seed({ folder })).toBeNull();
    expect(readdirSync(parent.path)).toEqual(['demo']);
  });
});

test('nothing that leads to a real installation reaches a service for development', () => {
  const environment = { MONGODB_URI: 'mongodb://city/db', SMTP_URL: 'smtp://city', KEYS_DIR: '/keys', PORT: '8081' };
  const settings = devSettings({ folder: '/demo', environment });
  expect(settings).toMatchObject({ DATA_DIR: '/demo', HOST: '127.0.0.1', PORT: '8081' });
  for (const name of ['MONGODB_URI', 'SMTP_URL', 'KEYS_DIR']) expect(settings[name]).toBeUndefined();
});
