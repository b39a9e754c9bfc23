import { codeOf } from '../core/model/errors.ts';
import { exitCodeOf, exitWell } from '../exitCodes.ts';
import { findOwnImportsByName } from '../ownImports.ts';

/**
 * Runs a command line tool. With --help it prints its usage and does nothing else. An error is printed in one line
 * instead of a stack trace, for wrong arguments together with the usage, and sets the exit code.
 */
export async function runCli(usage: string, command: () => Promise<number>): Promise<void> {
  if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
    console.log(usage);
    process.exitCode = exitWell;
    return;
  }
  // Most load the larger part of themselves once they know what is wanted.
  findOwnImportsByName();
  try {
    process.exitCode = await command();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = codeOf(error);
    console.error(`${message} [${code}]`);
    if (code === 'input.invalid' && !message.includes(usage)) console.error(usage);
    process.exitCode = exitCodeOf(error);
  }
}
