import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import express, { Router } from 'express';
import pino from 'pino';
import { readRoles } from '../../../src/composition/roles.ts';
import { type Routes, startService } from '../../../src/composition/service.ts';
import { readConfig } from '../../../src/config.ts';
import { accountWith, pushCapabilities } from '../../support/account.ts';
import type { ToyNote } from '../support/toy.ts';

/**
 * The service with one channel to which each message is sent: `POST /toy/PERSON/ID` is acknowledged once it is
 * durable; what is sent, and who does what only one may do, is noted in the file TOY_NOTES. `POST /toy-release/FROM/TO`
 * publishes a document whose id is sent, with one text instead of another.
 */
const notes = process.env.TOY_NOTES ?? '';
const note = (written: ToyNote) => appendFileSync(notes, `${JSON.stringify({ ...written, pid: process.pid })}\n`);
const config = readConfig(process.env, process.cwd());
// With the pace of the settings: who writes faster than an account takes it is asked for a pause and then not answered.
const account = accountWith({ id: 'toy', channel: 'toy', capabilities: pushCapabilities, pace: config.pace });

const app = await startService({
  config,
  roles: readRoles(process.argv.slice(2)),
  // What it says is shown when a test fails.
  log: pino({ level: 'info', serializers: { error: pino.stdSerializers.errWithCause } }),
  async makeRoutes({ bot, single }): Promise<Routes> {
    const router = Router();
    router.post('/toy/:person/:id', express.text(), async ({ params, body }, response) => {
      const inbound = { id: params.id, content: { kind: 'text', text: String(body) }, localeHint: null } as const;
      const { person } = params;
      const delivery = {
        account,
        platformConversation: person,
        surface: 'private',
        person: null,
        address: person,
        inbound,
      } as const;
      response.json(await bot.conversations.engine.receive(delivery));
    });
    router.post('/toy-release/:from/:to', express.text(), async ({ params, body: document }, response) => {
      if (bot.content === null) throw new Error('there is a desk');
      const { desk } = bot.content;
      const { base, text } = await desk.read(document);
      const change = { text: (text ?? '').replace(params.from, params.to) };
      await desk.save({ document, base, onto: null, change, by: 'eva' });
      await desk.publish({ note: params.to, at: null, documents: null, by: 'eva' });
      const [release] = (await desk.releases(null)).releases;
      response.json({ number: release?.number, at: release?.at });
    });
    return {
      channels: [router],
      pages: [],
      own: [],
      upgrades: [],
      accounts: () => [],
      streams: () => ({ webchat: 0, console: 0 }),
      leave: () => {},
      async open() {
        bot.accounts.open.put({
          account,
          send: async ({ idempotencyKey: key, message: { text } }) => {
            note({ kind: 'sent', key, text });
            return { platformId: key };
          },
          inboxChannel: null,
          place: null,
        });
        single('toy', async ({ token }, end) => {
          note({ kind: 'taken', token });
          if (!end.aborted) await once(end, 'abort');
          note({ kind: 'ended', token });
        });
      },
      close: async () => {},
    };
  },
});
process.once('SIGTERM', () => {
  // As `src/main.ts` does.
  setTimeout(() => process.exit(1), (config.shutdownSeconds + 5) * 1_000).unref();
  void app.close().then(() => process.exit(0));
});
console.log(`Toy is open: ${app.url}`);
