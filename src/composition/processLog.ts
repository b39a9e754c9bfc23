import { Writable } from 'node:stream';
import pino from 'pino';
import { codeOf } from '../core/model/errors.ts';
import type { Log } from '../core/ports/log.ts';
import { createCountedLog } from '../core/util/countedLog.ts';
import { unheldTimer } from '../store/local/timers.ts';

/** A log with a level for what ends the process. */
export interface ProcessLog extends Log {
  fatal(fields: Readonly<Record<string, unknown>>, message: string): void;
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'];

/**
 * The log of the service: lines of JSON and nothing else where another program reads them, lines to read on a terminal.
 * Synchronous, so that the last line is out before the process ends. An unknown level counts as `info`: the settings are
 * checked later, and say so.
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
 * Takes what Node would write to standard error on its own into the log: warnings, and what nobody caught. At a start the
 * latter must `end` the process. Once the service `isOpen` it must not: somebody found a handler that throws, and could
 * end all processes with it. What is acknowledged is durable, and readiness follows what becomes of messages.
 */
export function logWhatNodeSays(deps: {
  log: () => ProcessLog;
  isOpen: () => boolean;
  end: (error: unknown) => void;
}): void {
  const { log } = deps;
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => {
    // That node:sqlite may still change is known, and pinned by the version of Node that is installed.
    if (name !== 'ExperimentalWarning') log().warn({ warning: name }, message);
  });
  const survived = createCountedLog<unknown>({
    write: (times, error) =>
      log().error(
        { code: codeOf(error), error, times },
        'an error that nobody caught: the service goes on; report it, with its stack',
      ),
    timer: unheldTimer,
  });
  process.on('uncaughtException', (error) => {
    if (deps.isOpen()) return survived(error);
    log().fatal({ error }, 'an error that nobody caught: the process ends');
    deps.end(error);
  });
}

/** Errors as their code, message and stack: the fields of an error object may hold what a person wrote. */
function errorFields(error: unknown) {
  return error instanceof Error
    ? { name: error.name, code: (error as { code?: unknown }).code, message: error.message, stack: error.stack }
    : { name: typeof error };
}

/** Writes each line of JSON as a person would read it. */
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
