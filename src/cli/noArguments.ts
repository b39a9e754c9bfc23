import { CodedError } from '../core/model/errors.ts';

/** For commands without arguments: refuses any. Throws `input.invalid` with the usage. */
export function noArguments(argv: readonly string[], usage: string): void {
  if (argv.length > 0) throw new CodedError('input.invalid', usage);
}
