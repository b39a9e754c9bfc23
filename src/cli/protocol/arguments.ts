import { parseArgs } from 'node:util';
import { CodedError } from '../../core/model/errors.ts';
import { type Kind, kinds } from '../../core/model/kind.ts';
import type { Surface } from '../../core/model/message.ts';
import { type Trait, traits } from '../../protocol/index.ts';

/** A command on the protocol. */
export type ProtocolCommand =
  | {
      readonly type: 'check';
      readonly text: string | null;
      readonly kind: Kind | null;
      readonly traits: readonly Trait[];
      readonly surface: Surface;
      readonly account: string | null;
      readonly department: string | null;
      /** As given; null: now. */
      readonly at: string | null;
    }
  | { readonly type: 'replay'; readonly file: string };

/** Usage of `npm run protocol:check --` and `protocol:replay`. */
export const usage = `Write one of
  npm run protocol:check -- "TEXT" [OPTIONS]       what would happen to a message
      --kind KIND            what it is: ${kinds.join(', ')}
      --trait TRAIT          what else is known, as often as needed: ${traits.join(', ')}
      --public               others read along
      --account ID           of the account where it was written
      --department ID        whose matter it is
      --at DAY[THH:MM]       when it arrives, by the clocks of the city
  npm run protocol:replay -- --protocol FILE       what a changed protocol would have done to past messages`;

/**
 * Parses the arguments of the script.
 * @throws {CodedError} `input.invalid`, with the usage
 */
export function readProtocolCommand(argv: readonly string[]): ProtocolCommand {
  const { strings, values } = parse(argv);
  const [verb, text, ...rest] = strings;
  if (rest.length > 0) throw new CodedError('input.invalid', usage);
  if (verb === 'replay' && text === undefined && values.protocol !== undefined) {
    return { type: 'replay', file: values.protocol };
  }
  if (verb !== 'check' || (text === undefined && values.kind === undefined))
    throw new CodedError('input.invalid', usage);
  return {
    type: 'check',
    text: text ?? null,
    kind: values.kind === undefined ? null : oneOf(kinds, values.kind, '--kind'),
    traits: (values.trait ?? []).map((each) => oneOf(traits, each, '--trait')),
    surface: values.public === true ? 'public' : 'private',
    account: values.account ?? null,
    department: values.department ?? null,
    at: values.at ?? null,
  };
}

function parse(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        kind: text,
        trait: { type: 'string', multiple: true },
        public: { type: 'boolean' },
        account: text,
        department: text,
        at: text,
        protocol: text,
      },
    });
    return { strings: positionals, values };
  } catch (cause) {
    throw new CodedError('input.invalid', usage, { cause });
  }
}

function oneOf<T extends string>(names: readonly T[], written: string, option: string): T {
  const found = names.find((name) => name === written);
  if (found === undefined) throw new CodedError('input.invalid', `${option} takes one of ${names.join(', ')}.`);
  return found;
}
