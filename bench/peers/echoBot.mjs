// A Bot Framework bot as its samples show it: echo, a turn counter in MemoryStorage. It keeps nothing on disk.
import { startBotFrameworkBot } from './botFrameworkBot.mjs';

await startBotFrameworkBot(async (context, { turns }) => {
  await context.sendActivity(`Echo ${turns}: ${context.activity.text}`);
});
