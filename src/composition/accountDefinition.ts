import type { Platform } from '../../adapters/adapter.ts';
import { accountChannel, isOver } from '../accounts/lifecycle.ts';
import type { Content } from '../content/content.ts';
import type { AccountDefinition, AccountRecord } from '../core/model/accountRecord.ts';
import { CodedError } from '../core/model/errors.ts';
import { open311Profile } from './open311Account.ts';
import type { LoadPlatform } from './platforms.ts';

/** A mistake at a path of a definition. */
export interface DefinitionFault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** What a definition is checked against. */
export interface DefinitionDeps {
  readonly content: Content;
  readonly loadPlatform: LoadPlatform;
  readonly records: readonly AccountRecord[];
}

/** All that is wrong with a definition, as far as can be said without asking the platform. */
export async function faultsOf(
  definition: AccountDefinition,
  deps: DefinitionDeps,
): Promise<readonly DefinitionFault[]> {
  return [...faultsInCity(definition, deps.content), ...(await faultsInPlatform(definition, deps))];
}

/** Departments and topics that the city does not have. */
export function faultsInCity(
  { id, department, topics }: AccountDefinition,
  { departments, faq }: Content,
): readonly DefinitionFault[] {
  const faults: DefinitionFault[] = [];
  if (id === open311Profile.id) {
    const message = `\`id\` is ${id}, which is what programs file by Open311: choose another one`;
    faults.push({ path: ['id'], message });
  }
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
  { loadPlatform, records }: Pick<DefinitionDeps, 'loadPlatform' | 'records'>,
): Promise<readonly DefinitionFault[]> {
  let platform: Platform;
  try {
    platform = await loadPlatform(definition.channel);
  } catch (error) {
    return [{ path: ['channel'], message: messageOf(error) }];
  }
  const faults: DefinitionFault[] = [];
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
): readonly DefinitionFault[] {
  // Also where a platform claims nothing, so that wrong settings are found now.
  const claimsOf = (of: string, given: unknown) => {
    const read = platform.readSettings(given);
    return platform.claims?.(of, read) ?? [];
  };
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
