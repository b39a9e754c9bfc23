import { parseArgs } from 'node:util';
import ca from '../../locales/ca.json' with { type: 'json' };
import en from '../../locales/en.json' with { type: 'json' };
import es from '../../locales/es.json' with { type: 'json' };
import type { Environment } from '../config.ts';
import { CodedError } from '../core/model/errors.ts';
import { dayOf } from '../core/util/dates.ts';
import { interpolate } from '../core/util/interpolate.ts';
import { loadEnvironment } from '../settings.ts';
import { openCliAccounts } from './accounts/openCliAccounts.ts';
import { type AskKey, askAtTerminal, operatorOf } from './accounts/operator.ts';
import { table } from './accounts/table.ts';
import { runCli } from './runCli.ts';

const usage = `Write one of
  npm run open311                                          lists the keys of programs that may file requests
  npm run open311 -- add NAME --owner WHO [--per-hour N]   makes a key; WHO answers for the program, 200 an hour unless N
  npm run open311 -- revoke NAME                           ends a key`;

const strings = { ca: ca.open311, es: es.open311, en: en.open311 };

/** Requests an hour of a program for which nobody says otherwise. */
const usualPerHour = 200;
const mostPerHour = 100_000;

type Open311Command =
  | { readonly type: 'list' }
  | { readonly type: 'add'; readonly id: string; readonly owner: string; readonly perHour: number }
  | { readonly type: 'revoke'; readonly id: string };

/** `npm run open311`: lists, makes and ends the keys with which programs file requests. */
export async function open311(
  argv: readonly string[],
  env: Environment,
  base: string,
  say: (line: string) => void,
  ask: AskKey = askAtTerminal,
): Promise<number> {
  const command = readArguments(argv);
  const opened = await openCliAccounts(env, base);
  const text = strings[opened.config.locale];
  try {
    switch (command.type) {
      case 'list':
        for (const line of await listed(opened.keys, text)) say(line);
        return 0;
      case 'add': {
        const { id: by } = await operatorOf(opened, env, ask);
        const { id, owner, perHour } = command;
        const { key } = await opened.keys.make({ id, owner, perHour, by });
        say(interpolate(text.made, { id }));
        say(key);
        return 0;
      }
      case 'revoke': {
        const { id: by } = await operatorOf(opened, env, ask);
        await opened.keys.revoke(command.id, by);
        say(interpolate(text.revokedNow, { id: command.id }));
        return 0;
      }
    }
  } finally {
    await opened.close();
  }
}

async function listed(
  keys: Pick<Awaited<ReturnType<typeof openCliAccounts>>['keys'], 'list'>,
  text: typeof ca.open311,
): Promise<readonly string[]> {
  const all = await keys.list();
  if (all.length === 0) return [text.none];
  return table([
    text.columns,
    ...all.map(({ id, owner, perHour, madeAt, by, revokedAt }) => [
      id,
      owner ?? text.erased,
      String(perHour),
      dayOf(madeAt),
      by,
      revokedAt === null ? text.good : interpolate(text.revoked, { day: dayOf(revokedAt) }),
    ]),
  ]);
}

function readArguments(argv: readonly string[]): Open311Command {
  const wrong = (why: string, cause?: unknown) => new CodedError('input.invalid', `${why}\n${usage}`, { cause });
  let read: ReturnType<typeof parsed>;
  try {
    read = parsed(argv);
  } catch (cause) {
    throw wrong('The command cannot be read.', cause);
  }
  const { values, positionals } = read;
  const [type, id, ...more] = positionals;
  if (type === undefined) return { type: 'list' };
  if ((type !== 'add' && type !== 'revoke') || id === undefined || more.length > 0)
    throw wrong('The command cannot be read.');
  if (!/^[a-z0-9][a-z0-9-]{1,39}$/.test(id))
    throw wrong('A name has lower-case letters, digits and hyphens: my-city-app.');
  if (type === 'revoke') return { type, id };
  const owner = (values.owner ?? '').trim();
  if (owner.length < 3 || owner.length > 200)
    throw wrong('Say with --owner who answers for the program, and how to reach them.');
  const perHour = values['per-hour'] === undefined ? usualPerHour : Number(values['per-hour']);
  if (!Number.isInteger(perHour) || perHour < 1 || perHour > mostPerHour)
    throw wrong(`--per-hour is a whole number from 1 to ${mostPerHour}.`);
  return { type, id, owner, perHour };
}

function parsed(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { owner: { type: 'string' }, 'per-hour': { type: 'string' } },
  });
}

if (import.meta.main) {
  await runCli(usage, () => open311(process.argv.slice(2), loadEnvironment(), process.cwd(), console.log));
}
