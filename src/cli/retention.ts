import { parseArgs } from 'node:util';
import ca from '../../locales/ca.json' with { type: 'json' };
import en from '../../locales/en.json' with { type: 'json' };
import es from '../../locales/es.json' with { type: 'json' };
import type { Environment } from '../config.ts';
import { CodedError } from '../core/model/errors.ts';
import type { RetentionReport } from '../core/model/rights/retention.ts';
import { dayIn } from '../core/util/dates.ts';
import { interpolate } from '../core/util/interpolate.ts';
import { loadEnvironment } from '../settings.ts';
import { openForCli } from './openForCli.ts';
import { runCli } from './runCli.ts';

const strings = { ca: ca.retention, es: es.retention, en: en.retention };

const usage = 'Usage: npm run retention [-- --days N | -- --run]';
const dayMs = 86_400_000;
const mostDays = 3_660;

/**
 * `npm run retention`: says how long what people write is kept, and what would be erased within N days (0 by default:
 * tonight). With `--run` it erases what has passed its time, as the service does every night.
 */
export async function retention(
  argv: readonly string[],
  env: Environment,
  base: string,
  say: (line: string) => void,
): Promise<number> {
  const { days, run } = readOptions(argv);
  const { bot, config } = await openForCli(env, base);
  try {
    const desk = bot.rights.retention;
    const { locale } = config;
    const words = strings[locale];
    const policy = desk.policy();
    if (policy === null) {
      say(words.noPolicy);
      return 0;
    }
    say(words.title);
    for (const rule of [policy.conversation, ...policy.cases])
      say(`  ${rule.id}: ${rule.say[locale]} (${rule.cites.join('; ')})`);
    const { signal } = new AbortController();
    const at = Date.now() + days * dayMs;
    const report = run ? await desk.run(signal) : await desk.preview(at, signal);
    if (report === null) return 0;
    const day = dayIn(bot.conversations.knowledge.content().calendar.timeZone, at);
    say(interpolate(run ? words.done : words.preview, { day, conversations: String(report.conversations) }));
    for (const line of linesOf(report, words)) say(line);
    if (!run) say(words.hint);
    return report.failed > 0 ? 1 : 0;
  } finally {
    await bot.close();
  }
}

function linesOf({ erased, kept, failed }: RetentionReport, words: (typeof strings)['ca']): readonly string[] {
  const rows = erased.map(({ rule, stretches, cases }) =>
    interpolate(words.row, { rule, stretches: String(stretches), cases: String(cases) }),
  );
  return [
    ...(rows.length === 0 ? [words.none] : rows),
    interpolate(words.kept, {
      open: String(kept.open),
      held: String(kept.held),
      restricted: String(kept.restricted),
    }),
    ...(failed === 0 ? [] : [interpolate(words.failed, { count: String(failed) })]),
  ];
}

function readOptions(argv: readonly string[]): { readonly days: number; readonly run: boolean } {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { days: { type: 'string', default: '0' }, run: { type: 'boolean', default: false } },
    });
    const days = Number(values.days);
    if (Number.isInteger(days) && days >= 0 && days <= mostDays && !(values.run && days > 0))
      return { days, run: values.run };
  } catch (cause) {
    throw new CodedError('input.invalid', usage, { cause });
  }
  throw new CodedError('input.invalid', usage);
}

if (import.meta.main)
  await runCli(usage, () => retention(process.argv.slice(2), loadEnvironment(), process.cwd(), console.log));
