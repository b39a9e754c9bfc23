import { Writable } from 'node:stream';
import pino from 'pino';
import { codeOf } from '../core/model/errors.ts';
import type { Log } from '../core/ports/log.ts';
import { createCountedLog } from '../core/util/countedLog.ts';
import { unheldTimer } from '../core/util/sleep.ts';

/** A log with a level for errors that end the process. */
interface ProcessLog extends Log {
  fatal(fields: Readonly<Record<string, unknown>>, message: string): void;
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'];

/**
 * The log of the service: JSON lines where another program reads them, plain lines on a terminal. Synchronous, so that
 * the last line is written before the process ends. An unknown level counts as `info`: the settings are checked later
 * and report it.
 */
export function createProcessLog(options: { level: string | undefined; stream: NodeJS.WriteStream }): ProcessLog {
  const { level = 'info', stream } = options;
  const settings = {
    level: levels.includes(level) ? level : 'info',
    serializers: { error: errorFields },
    base: { pid: process.pid },
  };
  return stream.isTTY ? pino(settings, onTerminal(stream)) : pino(settings, pino.destination({ fd: 1, sync: true }));
}

/**
 * Logs what Node would write to standard error itself: warnings and uncaught errors. During the start an uncaught error
 * must `end` the process. Once the service `isOpen` it must not: anybody who found a handler that throws could end all
 * processes with it. Acknowledged messages are durable, and readiness reflects whether messages can be handled.
 */
export function logWhatNodeSays(deps: {
  log: () => ProcessLog;
  isOpen: () => boolean;
  end: (error: unknown) => void;
}): void {
  const { log } = deps;
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => {
    // It is known that node:sqlite may still change; the installed version of Node is pinned.
    if (name !== 'ExperimentalWarning') log().warn({ warning: name }, message);
  });
  const survived = createCountedLog<unknown>({
    write: (times, error) =>
      log().error(
        { code: codeOf(error), error, times },
        'uncaught error; the service continues: report it, with its stack',
      ),
    timer: unheldTimer,
  });
  process.on('uncaughtException', (error) => {
    if (deps.isOpen()) return survived(error);
    log().fatal({ error }, 'uncaught error; the process ends');
    deps.end(error);
  });
}

/** Errors as their code, message and stack only: other fields may contain what a person wrote. */
function errorFields(error: unknown) {
  return error instanceof Error
    ? { name: error.name, code: (error as { code?: unknown }).code, message: error.message, stack: error.stack }
    : { name: typeof error };
}

/** Formats each JSON line for people. */
function onTerminal(stream: NodeJS.WriteStream): Writable {
  return new Writable({
    decodeStrings: false,
    write(line: string, _encoding, done) {
      const { level, time, pid: _pid, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
      const name = pino.levels.labels[Number(level)] ?? '';
      const clock = new Date(Number(time)).toTimeString().slice(0, 8);
      const { error, ...others } = fields as { error?: { message?: string; stack?: string } };
      const details = Object.entries(others).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
      const stack = error === undefined ? '' : `\n${error.stack ?? error.message ?? ''}`;
      stream.write(`${clock} ${name.toUpperCase().padEnd(5)} ${[msg, ...details].join('  ')}${stack}\n`, done);
    },
  });
}
