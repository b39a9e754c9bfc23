// A Bot Framework bot as in its samples: echo, a turn counter in MemoryStorage. It stores nothing on disk.
import { startBotFrameworkBot } from './botFrameworkBot.mjs';

await startBotFrameworkBot(async (context, { turns }) => {
  await context.sendActivity(`Echo ${turns}: ${context.activity.text}`);
});
