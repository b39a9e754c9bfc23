import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Conversation, openConversation } from '../test/support/directLine.ts';
import { createFreshMessages } from './support/questions.ts';
import { startServer } from './support/server.ts';
import { printTable } from './support/table.ts';

/**
 * `npm run bench:growth`: processor time per message, of the main thread and of the whole service, as a conversation grows: at
 * message 1, 30, 100, 300 and BENCH_MESSAGES (1,000), in conversations with no case, one and twelve. Messages never
 * repeat. The cost of a message must not depend on the length of its conversation or on its number of cases.
 */
const last = Number(process.env.BENCH_MESSAGES ?? 1_000);
/** Conversations that grow in parallel: one message takes far less than the clock's tick. */
const beside = Number(process.env.BENCH_CONVERSATIONS ?? 8);
const window = 20;
const marks = [...[1, 30, 100, 300].filter((mark) => mark < last), last];
const limit = 1.3;
/** Each opens a separate case: they name things run by different departments. */
const complaints = [
  'la biblioteca, fa olor de resclosit',
  'la piscina, les dutxes són fredes',
  "l'escola bressol, no contesten",
  'el mercat, les parades tanquen abans',
  'la grua, van ser molt maleducats',
  "els impostos, l'IBI està mal calculat",
  'els parcs, els gronxadors estan trencats',
  'serveis socials, ningú no agafa el telèfon',
  "la llicència d'obres, fa mesos que espero",
  'el carrer, no el netegen mai',
  "l'habitatge, no em donen cita",
  'el consum, no em van fer cas',
];
const nextMessage = createFreshMessages();

const dataDir = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'finestreta-bench-'));
const server = await startServer(new URL('./peers/finestreta.mjs', import.meta.url), [], {
  DATA_DIR: dataDir,
  MESSAGES_BURST: '1000000',
  MESSAGES_PER_MINUTE: '1000000',
  WEBCHAT_STARTS_PER_MINUTE: '1000000',
  WEBCHAT_POSTS_PER_MINUTE: '1000000',
});
const url = `http://127.0.0.1:${server.port}`;

/** Processor time per message, milliseconds. */
interface Cost {
  readonly main: number;
  readonly all: number;
}

/** Sends the same number of messages in each conversation; resolves to the cost of one. */
async function ask(conversations: readonly Conversation[], count: number): Promise<Cost> {
  const before = await server.usage();
  await Promise.all(
    conversations.map(async (conversation) => {
      for (let message = 0; message < count; message++) {
        const { id, text } = nextMessage();
        const { status } = await conversation.post(text, id);
        if (status !== 200) throw new Error(`a message was answered with ${status}`);
      }
    }),
  );
  const after = await server.usage();
  const messages = count * conversations.length;
  return { main: (after.mainMs - before.mainMs) / messages, all: (after.allMs - before.allMs) / messages };
}

/** Opens cases with complaints; resolves to their number. */
async function complain(conversation: Conversation, count: number): Promise<number> {
  for (const [number, about] of complaints.slice(0, count).entries())
    for (const [step, text] of [`vull posar una queixa de ${about}`, 'no', 'aquí mateix'].entries())
      await conversation.post(text, `c${number}-${step}`);
  const said = (await conversation.activities()).map(({ text }) => text).join('\n');
  return new Set(said.match(/\/cas\/[0-9A-Z]{4}-[0-9A-Z]{4}/g)).size;
}

const show = (cost: Cost | undefined) => (cost === undefined ? '' : `${cost.main.toFixed(2)}, ${cost.all.toFixed(2)}`);
/** Ratio of the last mark's cost to the second mark's. */
const growth = (costs: readonly Cost[], of: keyof Cost) => (costs.at(-1)?.[of] ?? 0) / (costs[1]?.[of] ?? 1);

const missed: string[] = [];
try {
  await ask(await Promise.all(Array.from({ length: beside }, () => openConversation(url))), 2 * window);
  const rows = [];
  for (const wanted of [0, 1, complaints.length]) {
    const conversations = await Promise.all(Array.from({ length: beside }, () => openConversation(url)));
    const cases = Math.min(...(await Promise.all(conversations.map((each) => complain(each, wanted)))));
    const costs: Cost[] = [];
    let asked = 0;
    for (const mark of marks) {
      if (mark - 1 > asked) await ask(conversations, mark - 1 - asked);
      costs.push(await ask(conversations, window));
      asked = mark - 1 + window;
    }
    rows.push({
      'cases in the conversation': cases,
      ...Object.fromEntries(marks.map((mark, at) => [`message ${mark}`, show(costs[at])])),
      'growth of main, all': `× ${growth(costs, 'main').toFixed(2)}, ${growth(costs, 'all').toFixed(2)}`,
    });
    for (const thread of ['main', 'all'] as const)
      if (growth(costs, thread) > limit) missed.push(`with ${cases} cases (${thread})`);
  }
  printTable(
    `Processor time a message, ms of the main thread and of all; ${beside} conversations side by side, ${window} messages at each mark`,
    rows,
  );
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
if (missed.length > 0) {
  console.error(`Missed: message ${last} costs more than ${limit} times message 30 ${missed.join(', ')}`);
  process.exitCode = 1;
}
