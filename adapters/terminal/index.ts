import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Account } from '../../src/core/model/account.ts';
import type { InboundContent } from '../../src/core/model/message.ts';
import type { Receive, Send } from '../../src/core/ports/adapter.ts';
import { terminalCapabilities } from './capabilities.ts';

/** Writes each message of the bot, followed by an empty line. */
export function createTerminalSend(output: Writable): Send {
  return async ({ message }) => {
    output.write(`\n${message.text}\n\n`);
    return { platformId: null };
  };
}

export function terminalAccount({ tenant, locale, pace }: Pick<Account, 'tenant' | 'locale' | 'pace'>): Account {
  return {
    id: 'terminal',
    tenant,
    channel: 'terminal',
    name: 'terminal',
    locale,
    topics: null,
    department: null,
    hours: null,
    capabilities: terminalCapabilities,
    pace,
    status: { kind: 'open' },
    links: { profile: null, start: null, elsewhere: null, others: [] },
  };
}

/**
 * Runs one conversation in a terminal: each line is a message, answered before the next line is read. Resolves when the
 * input ends.
 */
export async function runTerminal(deps: {
  account: Account;
  input: Readable;
  receive: Receive;
  /** Resolves when all of the bot's messages so far have been written. */
  delivered: () => Promise<void>;
}): Promise<void> {
  const platformConversation = randomUUID();
  const say = async (content: InboundContent) => {
    const inbound = { id: randomUUID(), content, localeHint: null };
    await deps.receive({
      account: deps.account,
      platformConversation,
      surface: 'private',
      person: null,
      address: null,
      inbound,
    });
    await deps.delivered();
  };
  await say({ kind: 'start' });
  for await (const line of createInterface({ input: deps.input, terminal: false })) {
    if (line.trim() !== '') await say({ kind: 'text', text: line });
  }
}
