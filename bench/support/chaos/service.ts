// Our service as `npm start` runs it, with one more channel: a platform that pushes. Prints `PORTS web hook`.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { startApp } from '../../../src/composition/app.ts';
import { everyRole } from '../../../src/composition/roles.ts';
import { readConfig } from '../../../src/config.ts';
import { outOfTime } from './fleet.ts';
import { type PushedMessage, pushAccount, sendTo } from './platform.ts';

const env: Readonly<Record<string, string | undefined>> = { PORT: '0', ...process.env };
const config = readConfig(env, process.cwd());
const log = pino(
  { level: 'warn', serializers: { error: pino.stdSerializers.errWithCause } },
  pino.destination({ dest: 2, sync: true }),
);
const app = await startApp(config, env, everyRole, log);

const account = pushAccount(config);

app.bot.accounts.open.put({ account, send: sendTo(String(env.SINK_URL)), inboxChannel: null, place: null });

async function bodyOf(request: IncomingMessage): Promise<PushedMessage> {
  let text = '';
  for await (const piece of request) text += piece;
  return JSON.parse(text);
}

const hook = createServer(async (request, response) => {
  try {
    const { conversation, id, text } = await bodyOf(request);
    const receipt = await app.bot.conversations.engine.receive({
      account,
      platformConversation: conversation,
      surface: 'private',
      person: null,
      address: { conversation },
      inbound: { id, content: { kind: 'text', text }, localeHint: null },
    });
    response.end(JSON.stringify({ revision: receipt.revision }));
  } catch {
    response.writeHead(503).end();
  }
});
hook.listen(0, '127.0.0.1');
await once(hook, 'listening');

process.stdin.once('end', () => process.exit(1)).resume();
process.once('SIGTERM', async () => {
  setTimeout(() => process.exit(outOfTime), (config.shutdownSeconds + 5) * 1_000).unref();
  const closed = once(hook, 'close');
  hook.close();
  // A delivery whose connection is held up is repeated elsewhere.
  setTimeout(() => hook.closeAllConnections(), 5_000).unref();
  await closed;
  await app.close();
  process.exit(0);
});
console.log(`PORTS ${new URL(app.url).port} ${(hook.address() as AddressInfo).port}`);
