import { createTerminalSend, runTerminal, terminalAccount } from '../../adapters/terminal/index.ts';
import { noArguments } from './noArguments.ts';
import { openForCli } from './openForCli.ts';
import { runCli } from './runCli.ts';

const usage = 'Usage: npm run chat';

/** `npm run chat`: a conversation with the bot in the terminal; it ends with Ctrl+D. */
await runCli(usage, async () => {
  noArguments(process.argv.slice(2), usage);
  const { bot, config } = await openForCli();
  const account = terminalAccount(config);
  bot.accounts.open.put({ account, send: createTerminalSend(process.stdout), inboxChannel: null, place: null });
  try {
    await runTerminal({
      account,
      input: process.stdin,
      receive: bot.conversations.engine.receive,
      delivered: bot.delivery.now,
    });
  } finally {
    await bot.close();
  }
  return 0;
});
