import { existsSync, readdirSync } from 'node:fs';
import type { Platform } from '../../adapters/adapter.ts';
import { CodedError } from '../core/model/errors.ts';

/** Folders of `adapters/` that are no platform of accounts. */
const withoutAccounts = ['terminal'];

/** The platforms on which there can be accounts, in alphabetical order. None is loaded for it. */
export function platformNames(): readonly string[] {
  return readdirSync(new URL('../../adapters', import.meta.url), { withFileTypes: true })
    .filter((each) => each.isDirectory() && !withoutAccounts.includes(each.name))
    .map(({ name }) => name)
    .sort();
}

/** Finds a platform by the name of its folder in `adapters/`. */
export type LoadPlatform = (channel: string) => Promise<Platform>;

/**
 * Creates the look-up. A platform is loaded on first use, so that unused ones cost nothing. `given`: platforms created
 * by the caller.
 */
export function createPlatforms(given: readonly Platform[]): LoadPlatform {
  const known = new Map(given.map((platform) => [platform.channel, Promise.resolve(platform)]));
  return (channel) => {
    const found = known.get(channel) ?? importPlatform(channel);
    known.set(channel, found);
    // A failed load may succeed next time.
    found.catch(() => known.delete(channel));
    return found;
  };
}

async function importPlatform(channel: string): Promise<Platform> {
  const folder = new URL(`../../adapters/${channel}/index.ts`, import.meta.url);
  if (!/^[a-z0-9-]+$/.test(channel) || !existsSync(folder)) throw unknownChannel(channel);
  const { platform } = (await import(folder.href)) as { platform?: Platform };
  if (platform?.channel !== channel) throw unknownChannel(channel);
  return platform;
}

function unknownChannel(channel: string): CodedError {
  return new CodedError(
    'config.invalid',
    `There is no channel \`${channel}\`: write the name of a folder of \`adapters/\`, as in docs/channels.md.`,
  );
}
