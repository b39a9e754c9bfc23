import { createRequire } from 'node:module';
import express from 'express';

const require = createRequire(import.meta.url);
const {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MemoryStorage,
} = require('botbuilder');

/** Runs a bot on /api/messages with a turn counter, in memory unless a storage is given, and prints `PORT n`. */
export async function startBotFrameworkBot(onMessage, storage = new MemoryStorage()) {
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  const conversationState = new ConversationState(storage);
  const counter = conversationState.createProperty('turns');
  const app = express();
  app.use(express.json());
  app.post('/api/messages', (request, response) =>
    adapter.process(request, response, async (context) => {
      if (context.activity.type !== 'message') return;
      const turns = (await counter.get(context, 0)) + 1;
      await counter.set(context, turns);
      await onMessage(context, { turns });
      await conversationState.saveChanges(context);
    }),
  );
  const server = app.listen(0, '127.0.0.1', () => console.log(`PORT ${server.address().port}`));
  process.on('SIGTERM', () => process.exit(0));
}
