import { writeFileSync, writeSync } from 'node:fs';

/**
 * Jest reporter that says in one line, the very last one printed, how many tests passed, failed and were skipped.
 * A suite that could not run counts as failed. Under CI=true a skipped test fails the run: what CI does not prove,
 * nobody does.
 */
export default class CountReporter {
  #skipped = 0;

  onRunComplete(_contexts, results) {
    const counts = countsOf(results);
    this.#skipped = counts.skipped;
    // Who runs failed files once more, alone, must know which they were.
    if (process.env.FAILED_TESTS) writeFileSync(process.env.FAILED_TESTS, failedFiles(results).join('\n'));
    if (this.getLastError()) console.error(`\n${this.getLastError().message}`);
    // At the exit, so that nothing that other reporters or jest itself say comes later.
    process.once('exit', () => writeSync(1, `${sayCounts(counts)}\n`));
  }

  getLastError() {
    if (process.env.CI !== 'true' || this.#skipped === 0) return undefined;
    return new Error('Tests were skipped, which fails a run under CI=true: make them run here, or remove them.');
  }
}

/** Paths of the files in which a test failed, or that could not run. */
export function failedFiles(results) {
  return (results.testResults ?? [])
    .filter((file) => file.numFailingTests > 0 || file.testExecError)
    .map((file) => file.testFilePath);
}

/** How many tests of a jest run passed, failed and were skipped. */
export function countsOf(results) {
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

export function sayCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
