import type { AccountToOpen, ChannelDeps, Identity, Platform } from '../../../adapters/adapter.ts';
import type { Account } from '../../../src/core/model/account.ts';
import { AccountOff, CodedError, PlatformRefused } from '../../../src/core/model/errors.ts';
import { pushCapabilities } from '../../support/account.ts';

/** A platform in memory, and what was asked of it. */
export interface ToyPlatform {
  readonly platform: Platform;
  /** How many channels were made of it. */
  readonly made: () => number;
  /** Accounts that are open on it now, and the token that each was opened with. */
  readonly open: ReadonlyMap<string, string>;
  /** Every opening and closing, in order. */
  readonly log: readonly string[];
  /** The account as the channel knows it now. */
  account(id: string): Account;
  /** Says that an open account stopped working. */
  fail(id: string, error: CodedError): void;
  /** Tokens that it takes. */
  readonly tokens: Set<string>;
  /** Holds up every opening until it resolves. */
  hold: Promise<void>;
  /** Whether sending finds the token revoked. */
  revoked: boolean;
}

export function createToyPlatform(channel: string): ToyPlatform {
  const accounts = new Map<string, AccountToOpen>();
  const open = new Map<string, string>();
  const log: string[] = [];
  let made = 0;

  const toy: ToyPlatform = {
    made: () => made,
    open,
    log,
    tokens: new Set(['good']),
    hold: Promise.resolve(),
    revoked: false,
    account: (id) => accounts.get(id)?.account() ?? raise(`the channel does not know ${id}`),
    fail: (id, error) => accounts.get(id)?.failed(error),
    platform: {
      channel,
      capabilities: pushCapabilities,
      secrets: [{ name: 'token', optional: false }],
      readSettings(given) {
        if (given !== null && typeof given === 'object' && 'wrong' in given) {
          throw new CodedError('config.invalid', 'Fix the settings: `wrong` is wrong.');
        }
        return given;
      },
      createChannel(_deps: ChannelDeps) {
        made += 1;
        return {
          router: null,
          upgrade: null,
          showTyping: null,
          async send() {
            if (toy.revoked) throw new AccountOff();
            return { platformId: 'm1' };
          },
          identify: async ({ account, secrets }) => identify(account(), secrets.token ?? ''),
          async open(opening) {
            await toy.hold;
            const { id } = opening.account();
            const token = opening.secrets.token ?? '';
            const identity = identify(opening.account(), token);
            accounts.set(id, opening);
            open.set(id, token);
            log.push(`+${id}`);
            return {
              identity,
              async close() {
                open.delete(id);
                log.push(`-${id}`);
              },
            };
          },
          async close() {
            log.push('close');
          },
        };
      },
    },
  };

  function identify({ id, name }: Account, token: string): Identity {
    if (!toy.tokens.has(token)) throw new PlatformRefused('The token is not good.', { retryAt: null });
    return { id: `toy-${id}`, name, profile: `https://toy.example/${id}`, start: `https://toy.example/${id}?{code}` };
  }

  return toy;
}

function raise(message: string): never {
  throw new Error(message);
}
