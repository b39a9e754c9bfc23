import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { Platform } from '../../../adapters/adapter.ts';
import { accountChannel, isOver } from '../../accounts/lifecycle.ts';
import { type AccountPeople, accountFile, type RequestForm, splitAccountFile } from '../../accounts/schema.ts';
import type { LoadPlatform } from '../../composition/platforms.ts';
import type { Content } from '../../content/content.ts';
import { maxFileBytes, readYaml } from '../../content/load/readYaml.ts';
import type { AccountDefinition, AccountRecord } from '../../core/model/accountRecord.ts';
import { CodedError } from '../../core/model/errors.ts';

/** The definition in a file, validated as far as possible without asking the platform. */
export interface ReadDefinition {
  readonly definition: AccountDefinition;
  readonly people: AccountPeople;
  readonly form: RequestForm | null;
}

/** A mistake at a path of the file. */
interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/**
 * Reads a file that defines an account.
 * @throws {CodedError} `account.invalid`, with file, line and fix of each mistake
 */
export async function readDefinition(
  path: string,
  base: string,
  deps: { content: Content; loadPlatform: LoadPlatform; records: readonly AccountRecord[] },
): Promise<ReadDefinition> {
  const file = resolve(base, path);
  const name = relative(base, file);
  const { result, problems } = readYaml(name, await readText(file, name), accountFile);
  if (result === null) throw invalid(problems.map(({ line, message }) => sayFault(name, line, message)));
  const read = splitAccountFile(result.value);
  const faults = [...faultsInCity(read.definition, deps.content), ...(await faultsInPlatform(read.definition, deps))];
  if (faults.length > 0) throw invalid(faults.map((fault) => sayFault(name, result.line(fault.path), fault.message)));
  return read;
}

async function readText(file: string, name: string): Promise<string> {
  try {
    const bytes = await readFile(file);
    if (bytes.length <= maxFileBytes) return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CodedError('account.invalid', `${name} cannot be read as a text in UTF-8: check its path and encoding.`, {
      cause,
    });
  }
  throw new CodedError('account.invalid', `${name} is too large for the definition of an account.`);
}

/** Departments and topics that the city does not have. */
export function faultsInCity(
  { department, topics }: AccountDefinition,
  { departments, faq }: Content,
): readonly Fault[] {
  const faults: Fault[] = [];
  if (!departments.departments.some(({ id }) => id === department)) {
    const message = `\`department\` is ${department}, which does not exist: use an id of dialogs/departments.yaml`;
    faults.push({ path: ['department'], message });
  }
  for (const [index, topic] of (topics ?? []).entries()) {
    if (Object.values(faq).some((each) => each.topic === topic)) continue;
    const message = `\`topics\` names ${topic}, but there is no dialogs/faq/${topic}.yaml: correct it or remove it`;
    faults.push({ path: ['topics', index], message });
  }
  return faults;
}

async function faultsInPlatform(
  definition: AccountDefinition,
  { loadPlatform, records }: { loadPlatform: LoadPlatform; records: readonly AccountRecord[] },
): Promise<readonly Fault[]> {
  let platform: Platform;
  try {
    platform = await loadPlatform(definition.channel);
  } catch (error) {
    return [{ path: ['channel'], message: messageOf(error) }];
  }
  const faults: Fault[] = [];
  const names = platform.secrets.map(({ name }) => name);
  for (const name of Object.keys(definition.secrets).filter((each) => !names.includes(each))) {
    const known = names.length === 0 ? 'this channel needs none' : `this channel knows ${names.join(', ')}`;
    faults.push({ path: ['secrets', name], message: `\`secrets\` names ${name}, which is unknown: ${known}` });
  }
  for (const { name } of platform.secrets.filter(
    (each) => !each.optional && !Object.hasOwn(definition.secrets, each.name),
  )) {
    faults.push({
      path: ['secrets'],
      message: `\`secrets\` lacks ${name}: write \`${name}: env:NAME\` or \`${name}: file:/path\``,
    });
  }
  try {
    faults.push(...faultsBeside(definition, platform, records));
  } catch (error) {
    faults.push({ path: ['settings'], message: messageOf(error) });
  }
  return faults;
}

/** Values that another account of the channel already uses. Closed and refused accounts no longer use any. */
function faultsBeside(
  { id, channel, settings }: AccountDefinition,
  platform: Platform,
  records: readonly AccountRecord[],
): readonly Fault[] {
  const claimsOf = (of: string, given: unknown) => platform.claims?.(of, platform.readSettings(given)) ?? [];
  const own = claimsOf(id, settings);
  const others = records.filter((each) => each.id !== id && accountChannel(each) === channel && !isOver(each));
  return others.flatMap((other) => {
    const taken = claimsOf(other.id, other.definition?.settings ?? {}).map(({ value }) => value);
    return own
      .filter(({ value }) => taken.includes(value))
      .map(({ value, setting }) => ({
        path: setting === null ? ['id'] : ['settings', setting],
        message: `\`${setting ?? 'id'}\` makes ${value}, which already belongs to the account ${other.id}: choose another one`,
      }));
  });
}

/** Only messages that were written for display: others may contain anything. */
function messageOf(error: unknown): string {
  if (error instanceof CodedError) return error.message;
  throw error;
}

function sayFault(file: string, line: number | null, message: string): string {
  return `${file}${line === null ? '' : `:${line}`}: ${message}`;
}

function invalid(lines: readonly string[]): CodedError {
  return new CodedError('account.invalid', `Fix the definition of the account and try again:\n${lines.join('\n')}`);
}
