import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { appPackage } from '../../adapters/teams/appPackage.ts';
import { readSettings } from '../../adapters/teams/settings.ts';
import { unknownAccount } from '../accounts/lifecycle.ts';
import { type Environment, serviceAddress } from '../config.ts';
import { menuOf } from '../content/menu.ts';
import { CodedError } from '../core/model/errors.ts';
import { exitWell } from '../exitCodes.ts';
import { loadEnvironment } from '../settings.ts';
import { openCliAccounts } from './accounts/openCliAccounts.ts';
import { runCli } from './runCli.ts';

const usage = 'Name the account: npm run teams:manifest -- ACCOUNT [FILE]';

/** `npm run teams:manifest -- ACCOUNT [FILE]`: builds the app package of an account for upload to Teams. */
export async function teamsManifest(
  argv: readonly string[],
  env: Environment,
  base: string,
  say: (line: string) => void,
): Promise<number> {
  const [id, file = `teams-${id}.zip`, ...more] = argv;
  if (!id || more.length > 0 || argv.some((word) => word.startsWith('-'))) throw new CodedError('input.invalid', usage);
  const { registry, config, content, close } = await openCliAccounts(env, base);
  try {
    await registry.refresh();
    const record = registry.find(id);
    if (record === null) throw unknownAccount(id);
    const { definition } = record;
    if (definition?.channel !== 'teams') {
      throw new CodedError('input.invalid', `The account ${id} is not on Teams: name one whose channel is teams.`);
    }
    const { council, commands } = await content();
    const [locale] = definition.languages;
    const named = council.values.council;
    const publicUrl = serviceAddress(config, config.port);
    const bytes = await appPackage({
      account: { name: definition.name, description: definition.description, locale },
      settings: readSettings(definition.settings),
      council: {
        name: typeof named === 'string' ? named : (named?.[locale] ?? definition.name),
        site: council.links.site,
        privacy: council.links.privacy ?? `${publicUrl}/privacitat`,
      },
      publicUrl,
      menu: menuOf(commands),
      now: Date.now(),
    });
    await writeFile(resolve(base, file), bytes);
    say(`${file} is ready. Upload it in the Teams admin centre: Teams apps, Manage apps, Upload new app.`);
    return exitWell;
  } finally {
    await close();
  }
}

if (import.meta.main) {
  await runCli(usage, () => teamsManifest(process.argv.slice(2), loadEnvironment(), process.cwd(), console.log));
}
