import { type App, startApp } from '../../src/composition/app.ts';
import { everyRole } from '../../src/composition/roles.ts';
import { readConfig } from '../../src/config.ts';
import { exitCodeOf } from '../../src/exitCodes.ts';
import { createLog } from './log.ts';
import { type Ended, root, settingsOf } from './service.ts';

/** The service within this process. */
export interface ServiceHere {
  readonly url: string;
  readonly app: App;
  stop(): Promise<void>;
}

/**
 * Starts the service on a free port as `startService` does, but within this process: for tests of what it does, and not of
 * its process. All that it is made of is loaded once for all tests of a thread, which is half of a start.
 */
export async function startHere(env: Readonly<Record<string, string>>): Promise<ServiceHere> {
  const settings = { PORT: '0', ...settingsOf(env) };
  const app = await startApp(readConfig(settings, root), settings, everyRole, createLog());
  return { url: app.url, app, stop: () => app.close() };
}

/** With what a process would end in which this fails, and what it would say. */
export async function endOf(work: () => Promise<unknown>): Promise<Ended> {
  try {
    await work();
  } catch (error) {
    return { code: exitCodeOf(error), output: error instanceof Error ? error.message : String(error) };
  }
  throw new Error('it did not fail');
}
