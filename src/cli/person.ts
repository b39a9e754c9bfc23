import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import ca from '../../locales/ca.json' with { type: 'json' };
import en from '../../locales/en.json' with { type: 'json' };
import es from '../../locales/es.json' with { type: 'json' };
import type { Environment } from '../config.ts';
import { readCaseCode } from '../core/cases/caseLinks.ts';
import { mayAnswerRights } from '../core/cases/policy.ts';
import type { Agent, AgentId } from '../core/model/agent.ts';
import { isReasonLongEnough } from '../core/model/case.ts';
import { CodedError } from '../core/model/errors.ts';
import { interpolate } from '../core/util/interpolate.ts';
import { packPersonalData } from '../http/pages/data/pack.ts';
import { loadEnvironment } from '../settings.ts';
import { openForCli } from './openForCli.ts';
import { runCli } from './runCli.ts';

const strings = { ca: ca.person, es: es.person, en: en.person };

const usage =
  'Usage: npm run person -- CODE --by YOUR@ADDRESS --reason "WHY, AND HOW THE PERSON WAS IDENTIFIED" --export FILE.zip | --erase';

/**
 * `npm run person -- CODE --by ADDRESS --reason … --export FILE.zip | --erase`: on behalf of an identified person, saves or
 * erases everything that is kept of the conversation of one of their cases. It is recorded there with its author, a member of staff
 * whose role allows it, and with the reason, which is sealed.
 */
export async function person(
  argv: readonly string[],
  env: Environment,
  base: string,
  say: (line: string) => void,
): Promise<number> {
  const { code, address, reason, file } = readOptions(argv);
  const { bot, config } = await openForCli(env, base);
  try {
    const words = strings[config.locale];
    const by = authorIn(await bot.staff.people.directory.list(config.tenant), address);
    const row = await bot.stores.cases.byCode(config.tenant, code);
    if (row === null) throw new CodedError('case.unknown', `There is no case ${code}. Check its code in the inbox.`);
    const { personalData } = bot.rights;
    const { conversation, revision } = row;
    const caller = { by, reason, id: `person ${code} ${revision} ${file === null ? 'erase' : Date.now()}` };
    if (file !== null) {
      await bot.staff.readings.note({ by, what: 'person', code, file: null }, 'cli');
      const data = await personalData.collect(conversation, { withNotes: true });
      const timeZone = bot.conversations.knowledge.content().calendar.timeZone;
      const zip = await packPersonalData(data, { locale: config.locale, timeZone, openFile: personalData.openFile });
      await writeFile(resolve(base, file), zip, { mode: 0o600 });
      await personalData.noteExport(conversation, caller);
      const messages = data.conversations.reduce((sum, each) => sum + each.messages.length, 0);
      say(interpolate(words.exported, { file, messages: String(messages) }));
      return 0;
    }
    const { messages, files, readable, filesLeft } = await personalData.erase(conversation, caller);
    const counts = { messages, files, readable, filesLeft };
    const shown = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)]));
    say(interpolate(readable + filesLeft === 0 ? words.erased : words.notErased, shown));
    return readable + filesLeft === 0 ? 0 : 1;
  } finally {
    await bot.close();
  }
}

/** Who does it: somebody whose role allows it in the console, too. @throws {CodedError} `auth.refused` */
function authorIn(staff: readonly Agent[], address: string): AgentId {
  const author = staff.find(({ email }) => email.toLowerCase() === address.toLowerCase());
  if (author !== undefined && mayAnswerRights(author)) return author.id;
  throw new CodedError(
    'auth.refused',
    `Nobody with the address ${address} may do this. Name a supervisor or administrator who can sign in: npm run staff -- list.`,
  );
}

function readOptions(argv: readonly string[]): {
  readonly code: string;
  /** Address of the member of staff who does it. */
  readonly address: string;
  readonly reason: string;
  /** Where to save; null: erase. */
  readonly file: string | null;
} {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        by: { type: 'string', default: '' },
        reason: { type: 'string', default: '' },
        export: { type: 'string' },
        erase: { type: 'boolean', default: false },
      },
    });
    const code = positionals.length === 1 ? readCaseCode(positionals[0] ?? '') : null;
    const reason = values.reason.trim();
    const address = values.by.trim();
    const isOne = (values.export === undefined) === values.erase;
    if (code !== null && isOne && address.includes('@') && isReasonLongEnough(reason))
      return { code, address, reason, file: values.export ?? null };
  } catch (cause) {
    throw new CodedError('input.invalid', usage, { cause });
  }
  throw new CodedError('input.invalid', usage);
}

if (import.meta.main)
  await runCli(usage, () => person(process.argv.slice(2), loadEnvironment(), process.cwd(), console.log));
