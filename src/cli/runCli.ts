import { codeOf } from '../core/errors.ts';
import { exitCodeOf } from '../exitCodes.ts';

/** Runs a command of the terminal: an error is said in one line, not as a stack, and gives the exit code. */
export async function runCli(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)} [${codeOf(error)}]`);
    process.exitCode = exitCodeOf(error);
  }
}
