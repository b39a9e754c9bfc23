import { splitAccountFile } from '../../../src/accounts/accountFile.ts';
import type { CliAccounts } from '../../../src/cli/accounts/openCliAccounts.ts';
import { tokenOf } from './botApi.ts';

/** Name of the environment variable with the token of a bot. */
const variableOf = (bot: number) => `BENCH_TOKEN_${bot}`;

/** Tokens of so many bots, in the environment of the service. */
export function tokens(bots: number): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: bots }, (_, bot) => [variableOf(bot), tokenOf(bot)]));
}

/** Requests, approves and opens an account for each bot, as an administrator would. */
export async function openBots(
  { registry }: CliAccounts,
  bots: readonly number[],
  settings: { receive: 'polling' | 'webhook'; apiRoot: string },
): Promise<void> {
  await registry.refresh();
  const by = (id: string) => ({ by: id, reason: null, people: null, form: null });
  const hours = { periods: [{ days: ['mon' as const], from: '9:00', until: '10:00' }], summer: null };
  for (const bot of bots) {
    const id = `bench-${bot}`;
    const { definition } = splitAccountFile({
      id,
      channel: 'telegram',
      name: `Bench ${bot}`,
      area: 'Bench',
      department: 'oiac',
      owner: 'Ana',
      administrators: ['Ana', 'Pau'],
      languages: ['ca', 'es', 'en'],
      description: 'Bench',
      main: false,
      settings,
      hours,
      secrets: { token: `env:${variableOf(bot)}` },
    });
    await registry.take(id, { type: 'request', definition }, by('anna'));
    await registry.take(id, { type: 'approve' }, by('berta'));
    await registry.take(id, { type: 'open' }, by('berta'));
  }
}
