import { type CaseCloseReason, caseCloseReasons } from '../../core/model/case.ts';

/** The command in a message of a staff thread. */
export type InboxCommand =
  | { readonly kind: 'reply'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'take' | 'handback' | 'help' }
  | { readonly kind: 'transfer'; readonly to: string }
  | { readonly kind: 'close'; readonly reason: CaseCloseReason }
  | { readonly kind: 'among-colleagues' }
  /** Looks like a command but is unknown or incomplete: nothing may be sent. */
  | { readonly kind: 'unclear'; readonly why: 'unknown' | 'empty' | 'noReason' };

const names = ['take', 'note', 'transfer', 'close', 'handback', 'help'] as const;
const command = /^\/([a-z]+)(?:@\w+)?(?:\s+([\s\S]*))?$/i;
/** A command that was mistyped, or that comes after other words or the bot's name. */
const mistyped = new RegExp(`^\\s*(?:@[^\\n/]{1,80}\\s)?\\s*[/\\\\!.／⁄∕|]\\s*(?:${names.join('|')})(?![a-z])`, 'im');

/**
 * Parses a message from staff. Anything that may be meant for colleagues or for the bot is not a reply: only plain text
 * is sent to a citizen.
 */
export function parseInboxCommand(given: string): InboxCommand {
  // Invisible characters before a slash would turn a command into a reply.
  const text = given.replace(/^[\s\p{Cf}]+/u, '').trimEnd();
  if (/^\/\//.test(text)) return { kind: 'among-colleagues' };
  const [, name = '', rest = ''] = command.exec(text) ?? [];
  const known = names.find((each) => each === name.toLowerCase());
  if (known !== undefined) return ofCommand(known, rest.trim());
  if (/^(?:@[^\n/\\]{1,80}\s)?[/\\／⁄∕]/.test(text) || mistyped.test(text)) return { kind: 'unclear', why: 'unknown' };
  return { kind: 'reply', text };
}

function ofCommand(name: (typeof names)[number], rest: string): InboxCommand {
  switch (name) {
    case 'note':
      return rest === '' ? { kind: 'unclear', why: 'empty' } : { kind: 'note', text: rest };
    case 'transfer':
      return rest === '' ? { kind: 'unclear', why: 'empty' } : { kind: 'transfer', to: rest };
    case 'close': {
      const reason = caseCloseReasons.find((each) => each === rest.toLowerCase());
      return reason === undefined ? { kind: 'unclear', why: 'noReason' } : { kind: 'close', reason };
    }
    default:
      // An extra word may be the beginning of a reply.
      return rest === '' ? { kind: name } : { kind: 'unclear', why: 'unknown' };
  }
}
