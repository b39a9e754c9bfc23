import { parseArgs } from 'node:util';
import { z } from 'zod';
import { staffRoles } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import { locales } from '../../core/model/locale.ts';

const email = z.email().max(254).toLowerCase();
const listOf = <T extends z.ZodType>(each: T) => z.preprocess(split, z.array(each).min(1));

function split(text: unknown): unknown {
  return typeof text === 'string' ? text.split(',').map((part) => part.trim()) : text;
}

const commands = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('list') }),
  z.strictObject({ type: z.literal('refused') }),
  z.strictObject({ type: z.literal('first') }),
  z.strictObject({
    type: z.literal('invite'),
    email,
    name: z.string().trim().min(1).max(120),
    roles: listOf(z.enum(staffRoles)),
    departments: z.preprocess(split, z.array(z.string().regex(/^[a-z0-9-]{1,40}$/))),
    locales: listOf(z.enum(locales)),
  }),
  z.strictObject({ type: z.literal('import'), file: z.string().min(1), check: z.boolean() }),
  z.strictObject({ type: z.literal('reset'), email }),
  z.strictObject({ type: z.literal('disable'), email }),
  z.strictObject({
    type: z.literal('platform'),
    email,
    channel: z.string().regex(/^[a-z0-9-]{1,40}$/),
    /** Null: remove it. */
    id: z.string().trim().min(1).max(200).nullable(),
  }),
]);

/** A command on the staff. */
export type StaffCliCommand = z.infer<typeof commands>;

/** Usage of `npm run staff --`. */
export const usage = `Write one of
  npm run staff                            lists who may use the console
  npm run staff -- first                   the link for the first administrator, as long as nobody is listed
  npm run staff -- refused                 sign-ins that were refused, the newest first
  npm run staff -- invite EMAIL --name NAME --role ROLE[,ROLE] [--department ID[,ID]] [--language ca,es,en]
  npm run staff -- import FILE.csv [--check]   invites or changes the people in a table; --check only says what it would do
  npm run staff -- reset EMAIL             a link for a new password; the second factor is set up again, too
  npm run staff -- disable EMAIL           shuts somebody out at once
  npm run staff -- platform EMAIL --channel telegram|discord|teams [--id ID]
                                           who they are in the place of staff there; without an id nobody
Roles are ${staffRoles.join(', ')}.`;

/**
 * Parses the arguments of `npm run staff --`.
 * @throws {CodedError} `input.invalid`, with the usage
 */
export function readCommand(argv: readonly string[]): StaffCliCommand {
  const read = commands.safeParse(given(argv));
  if (!read.success) throw new CodedError('input.invalid', usage);
  return read.data;
}

function given(argv: readonly string[]): unknown {
  const text = { type: 'string' } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        name: text,
        role: text,
        department: text,
        language: text,
        channel: text,
        id: text,
        check: { type: 'boolean' },
      },
    });
    const [type = 'list', who, ...more] = positionals;
    if (more.length > 0) return null;
    if (type === 'import') return { type, file: who, check: false, ...values };
    return { type, ...(who === undefined ? {} : { email: who }), ...detailsOf(type, values) };
  } catch {
    return null;
  }
}

/** The options of a command; those of other commands stay in the list, and are refused. */
function detailsOf(type: string, values: Readonly<Partial<Record<string, string | boolean>>>): object {
  if (type === 'platform') return { id: null, ...values };
  if (type !== 'invite') return values;
  const { role: roles, department: departments, language, ...rest } = values;
  return { ...rest, roles, departments: departments ?? [], locales: language ?? 'ca' };
}
