import { codeOf, type ErrorCode } from './core/model/errors.ts';

/** What ended well. */
export const exitWell = 0;
/** What nobody foresaw: a fault of ours, or a stop that had to be forced. */
export const exitUnforeseen = 1;

/**
 * With what the service and each command end, by the code of the error that ended them: each code has a number of its
 * own, so that whatever started them (a script, systemd, a container's engine) can tell whom to call. They keep clear
 * of what Node, shells, `sysexits.h` and systemd use; `docs/errors.md` lists them. Codes that only a request or a
 * platform can cause are not among them, and neither is `handler.failed`: those are unforeseen.
 */
export const exitCodes = {
  'input.invalid': 2,
  'config.invalid': 20,
  'port.unusable': 21,
  'service.unreachable': 22,
  'store.unreachable': 30,
  'store.login': 31,
  'store.forbidden': 32,
  'store.older': 33,
  'store.newer': 34,
  'store.full': 35,
  'store.busy': 36,
  'store.unusable': 37,
  'store.lost': 38,
  'store.mismatch': 39,
  'key.unusable': 40,
  'store.missing': 41,
  'content.blocked': 45,
  'content.conflict': 46,
  'content.files': 47,
  'auth.same-person': 48,
  'content.invalid': 50,
  'content.missing': 51,
  'index.failed': 52,
  'meaning.model': 53,
  'content.unknown': 54,
  'content.moved': 55,
  'auth.missing': 56,
  'auth.refused': 57,
  'account.own-request': 58,
  'log.invalid': 59,
  'backup.invalid': 60,
  'account.invalid': 61,
  'account.unknown': 62,
  'account.step': 63,
} as const satisfies Partial<Record<ErrorCode, number>>;

/** The number with which a process ends that this error has ended. */
export function exitCodeOf(error: unknown): number {
  const numbers: Readonly<Record<string, number | undefined>> = exitCodes;
  return numbers[codeOf(error)] ?? exitUnforeseen;
}
