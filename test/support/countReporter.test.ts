import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const reporter = fileURLToPath(new URL('countReporter.js', import.meta.url));

/** A process that reports these results, as jest does, and says something afterwards. */
function report(results: Readonly<Record<string, number>>, ci: 'true' | '') {
  const script = `
    import CountReporter from ${JSON.stringify(reporter)};
    const reporter = new CountReporter();
    reporter.onRunComplete(new Set(), ${JSON.stringify(results)});
    console.log('what jest says in the end');
    process.exitCode = reporter.getLastError() ? 1 : 0;
  `;
  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env: { ...process.env, CI: ci },
  });
  return { last: stdout.trimEnd().split('\n').at(-1), status };
}

const passed = {
  numPassedTests: 7,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  numPendingTests: 0,
  numTodoTests: 0,
};

describe('the very last line', () => {
  test('counts what passed, failed and was skipped', () => {
    expect(report(passed, 'true')).toEqual({ last: '7 passed, 0 failed, 0 skipped', status: 0 });
  });

  test('counts a suite that could not run as failed', () => {
    const results = { ...passed, numFailedTests: 1, numRuntimeErrorTestSuites: 2 };
    expect(report(results, '').last).toBe('7 passed, 3 failed, 0 skipped');
  });

  test('and skipped tests fail the run where nobody looks', () => {
    const results = { ...passed, numPendingTests: 2, numTodoTests: 1 };
    expect(report(results, '')).toEqual({ last: '7 passed, 0 failed, 3 skipped', status: 0 });
    expect(report(results, 'true')).toEqual({ last: '7 passed, 0 failed, 3 skipped', status: 1 });
  });
});
