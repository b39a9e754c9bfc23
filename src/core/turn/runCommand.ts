import type { Command } from '../command.ts';
import { newConversation } from '../conversation.ts';
import { welcome } from './greet.ts';
import { say } from './say.ts';
import type { Middleware, Turn } from './turn.ts';

/** Runs a command that the message is word for word. */
export const runCommand: Middleware = (turn, next) => {
  const command = turn.input.knowledge.command(turn.text);
  if (command === null) next();
  else performCommand(turn, command);
};

/** Does what a command says, whichever way the person gave it. */
export function performCommand(turn: Turn, command: Command): void {
  turn.events.push({ type: 'command.run', command });
  switch (command) {
    case 'help':
      return say(turn, 'help', ['command:person', 'command:language', 'command:my-data', 'command:privacy']);
    case 'language':
      return say(turn, 'language', ['locale:ca', 'locale:es', 'locale:en']);
    case 'person':
      return say(turn, 'person', ['command:help']);
    case 'restart':
      turn.state = {
        ...newConversation(turn.input.now),
        startedAt: turn.state.startedAt,
        language: turn.state.language,
        pace: turn.state.pace,
      };
      return welcome(turn);
    case 'privacy':
      return say(turn, 'privacy', ['command:my-data']);
    case 'my-data':
      return say(turn, 'myData', ['command:erase', 'command:privacy']);
    case 'erase':
      return say(turn, 'confirmErase', ['erase:yes', 'erase:no']);
  }
}
