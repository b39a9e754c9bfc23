import type { Bot } from '../composition/bot.ts';
import { iterateCommits } from '../core/journal/iterateCommits.ts';
import { isLost } from '../core/journal/lostKey.ts';
import type { Commit } from '../core/model/commit.ts';
import type { Event } from '../core/model/event.ts';
import { maskPersonalData } from '../core/model/maskPersonalData.ts';
import { textOf } from '../core/model/message.ts';
import { noArguments } from './noArguments.ts';
import { openForCli } from './openForCli.ts';
import { runCli } from './runCli.ts';

const usage = 'Usage: npm run unanswered';

/**
 * `npm run unanswered`: the questions that the bot could not answer, newest last, identifiers masked, with the nearest
 * entries: what to write next.
 */
await runCli(usage, async () => {
  noArguments(process.argv.slice(2), usage);
  const { bot } = await openForCli();
  try {
    await bot.staff.readings.note({ by: null, what: 'unanswered', code: null, file: null }, 'cli');
    let count = 0;
    for await (const commit of iterateCommits(bot.stores.journal)) {
      const reason = commit.events.find((event) => event.type === 'question.unanswered')?.reason;
      if (reason === undefined) continue;
      const text = await questionOf(bot, commit, reason === 'none-of-these' ? 'before' : 'this');
      console.log(
        `${new Date(commit.at).toISOString()}\t${reason}\t${text.replace(/\s+/g, ' ')}\t${nearest(commit.events)}`,
      );
      count += 1;
    }
    console.error(`${count} questions without an answer.`);
  } finally {
    await bot.close();
  }
  return 0;
});

/** The question; "none of these" answers the question of the turn before. */
async function questionOf(bot: Bot, commit: Commit, which: 'this' | 'before'): Promise<string> {
  const asked =
    which === 'before' ? (await bot.stores.journal.read(commit.conversation, commit.revision - 2, 1))[0] : commit;
  const content = asked && (await bot.conversations.sealer.open(asked));
  if (asked && !content && (await isLost(bot.conversations.sealer, asked))) return '(key missing)';
  return content ? maskPersonalData(textOf(content.inbound), (kind) => `[${kind}]`).text : '(erased)';
}

function nearest(events: readonly Event[]): string {
  const ranked = events.find((event) => event.type === 'question.understood')?.ranked ?? [];
  return ranked
    .slice(0, 3)
    .map(({ entry, confidence }) => `${entry} ${Math.round(confidence * 100)}%`)
    .join(', ');
}
