import pino from 'pino';
import type { App } from './app/app.ts';
import { readRoles } from './app/roles.ts';
import { loadEnvironment, readConfig } from './config.ts';
import { CodedError } from './core/errors.ts';
import { exitCodeOf, exitUnforeseen, exitWell } from './exitCodes.ts';

/** Errors as their code, message and stack: the fields of an error object may hold what a person wrote. */
const errorFields = (error: unknown) =>
  error instanceof Error
    ? { name: error.name, code: (error as { code?: unknown }).code, message: error.message, stack: error.stack }
    : { name: typeof error };

const env = loadEnvironment();
let app: App | null = null;
const log = pino({
  level: env.LOG_LEVEL || 'info',
  serializers: { error: errorFields },
  base: { pid: process.pid },
});

/** Ends the process once the service has stopped; a second signal, or time running out, ends it at once. */
async function stop(signal: string): Promise<void> {
  log.info({ signal }, 'stopping: no new messages, those under way are finished');
  await app?.close();
  log.info({}, 'stopped');
  process.exit(exitWell);
}

try {
  const config = readConfig(env, process.cwd());
  const roles = readRoles(process.argv.slice(2));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(exitUnforeseen));
      setTimeout(() => process.exit(exitUnforeseen), (config.shutdownSeconds + 5) * 1_000).unref();
      void stop(signal);
    });
  }
  // What is wrong with the settings is said before everything else is read, which takes a second.
  const [{ startApp }, { firstLinkLines }] = await Promise.all([import('./app/app.ts'), import('./app/firstLink.ts')]);
  app = await startApp(config, env, roles, log);
  process.on('SIGHUP', () => void app?.bot.knowledge.reload());
  console.log(
    [
      '',
      `Finestreta is open: ${app.url}`,
      ...(roles.web
        ? [`  demo page with the chat   ${app.url}/`, `  without JavaScript        ${app.url}/xat`]
        : ['  it sends what waits to be sent, and serves no pages']),
      `  is it well?               ${app.url}/readyz`,
      ...(roles.web ? await firstLinkLines(app, config.locale) : []),
      '',
    ].join('\n'),
  );
} catch (error) {
  // What an operator can mend is said in words; anything else comes with its stack.
  if (error instanceof CodedError) console.error(`${error.message} [${error.code}]`);
  else console.error(error);
  process.exit(exitCodeOf(error));
}
