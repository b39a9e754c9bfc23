import type { Bot } from '../../../src/composition/bot.ts';
import { openBot } from '../../../src/composition/openBot.ts';
import { readConfig } from '../../../src/config.ts';
import { type ContentFolder, createContentFolder } from '../../support/contentFolder.ts';
import { createLog } from '../../support/log.ts';
import { temporaryFolder } from '../../support/service.ts';

export interface TownBot {
  readonly folder: ReturnType<typeof temporaryFolder>;
  readonly content: ContentFolder;
  readonly log: ReturnType<typeof createLog>;
  /** Opens the bot over the same data, as a process of its own would. */
  open(): Promise<Bot>;
}

/** A folder of data and one of content for bots without accounts and pages, opened one after another. */
export async function makeTownBot(env: Readonly<Record<string, string>>): Promise<TownBot> {
  const folder = temporaryFolder();
  const content = await createContentFolder();
  const log = createLog();
  const config = readConfig(
    { DATA_DIR: 'data', DIALOGS_DIR: content.path, MEANING: 'off', PORT: '0', ...env },
    folder.path,
  );
  return {
    folder,
    content,
    log,
    open: () =>
      openBot(config, {
        log,
        purpose: 'service',
        publicUrl: 'http://localhost',
        observe: () => {},
        observeDelivery: () => {},
      }),
  };
}
