import type { App } from './composition/app.ts';
import { createProcessLog, logWhatNodeSays } from './composition/processLog.ts';
import { readRoles, roleUsage } from './composition/roles.ts';
import { readConfig } from './config.ts';
import { CodedError, codeOf } from './core/model/errors.ts';
import { exitCodeOf, exitUnforeseen, exitWell } from './exitCodes.ts';
import { findOwnImportsByName } from './ownImports.ts';
import { loadEnvironment } from './settings.ts';

/**
 * Milliseconds within which a second signal counts as a repetition of the first: npm forwards a signal that the
 * terminal has already sent to all processes.
 */
const signalWindowMs = 1_000;

if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
  console.log(roleUsage);
  process.exit(exitWell);
}

const isTerminal = process.stdout.isTTY === true;
let log = createProcessLog({ level: process.env.LOG_LEVEL, stream: process.stdout });
let app: App | null = null;
logWhatNodeSays({ log: () => log, isOpen: () => app !== null, end: () => process.exit(exitUnforeseen) });

/** Ends the process once the service has stopped; a second signal or a time-out ends it at once. */
async function stop(signal: string): Promise<void> {
  log.info({ signal }, 'stopping: accepts no new messages and finishes those in progress');
  await app?.close();
  log.info({}, 'stopped');
  process.exit(exitWell);
}

function stopOnSignals(shutdownSeconds: number): void {
  let since: number | null = null;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (since !== null) {
        if (performance.now() - since > signalWindowMs) process.exit(exitUnforeseen);
        return;
      }
      since = performance.now();
      setTimeout(() => process.exit(exitUnforeseen), (shutdownSeconds + 5) * 1_000).unref();
      void stop(signal);
    });
  }
}

/**
 * Ends the process because of an error. An error that an operator can fix is reported as text, any other with its
 * stack.
 */
function end(error: unknown, message: string): never {
  const coded = error instanceof CodedError;
  const isSaid = coded && process.stderr.isTTY;
  if (isSaid) console.error(`${error.message} [${error.code}]`);
  if (!isSaid || !isTerminal)
    log.fatal({ code: codeOf(error), ...(coded ? {} : { error }) }, coded ? error.message : message);
  process.exit(exitCodeOf(error));
}

try {
  const env = loadEnvironment();
  log = createProcessLog({ level: env.LOG_LEVEL, stream: process.stdout });
  const config = readConfig(env, process.cwd());
  const roles = readRoles(process.argv.slice(2));
  stopOnSignals(config.shutdownSeconds);
  // Settings are checked first, because loading the rest takes a second.
  findOwnImportsByName();
  const [{ startApp }, { describeStart }, { memoryOfProcess, startReturningMemory }] = await Promise.all([
    import('./composition/app.ts'),
    import('./composition/describeStart.ts'),
    import('./language/returnMemory.ts'),
  ]);
  app = await startApp(config, env, roles, log);
  process.on('SIGHUP', () => void app?.bot.conversations.knowledge.reload());
  startReturningMemory(memoryOfProcess());
  // Draining the rest would write to a store that cannot keep it.
  void app.lost.then((error) => end(error, 'the store is lost'));
  if (isTerminal) for (const line of await describeStart(app, config.locale, roles)) console.log(line);
  else {
    log.info({ url: app.url }, `Finestreta is open: ${app.url}`);
    const nobody = roles.web && (await app.bot.staff.people.directory.list(config.tenant)).length === 0;
    if (nobody)
      log.warn(
        {},
        'nobody can sign in to the console yet: `npm run staff -- first` creates the link for the first administrator',
      );
  }
} catch (error) {
  end(error, 'the service could not start');
}
