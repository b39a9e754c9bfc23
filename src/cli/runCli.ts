import { codeOf } from '../core/model/errors.ts';
import { exitCodeOf, exitWell } from '../exitCodes.ts';

/**
 * Runs a command of the terminal. Asked for help it says its usage and does nothing else; an error is said in one line, not
 * as a stack, behind words that cannot be read with the usage, and gives the exit code.
 */
export async function runCli(usage: string, command: () => Promise<number>): Promise<void> {
  if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
    console.log(usage);
    process.exitCode = exitWell;
    return;
  }
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
