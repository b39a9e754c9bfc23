import { registerHooks } from 'node:module';
import { addEventHandler } from 'jest-circus';
import { timeLimit } from './timeLimit.js';

/**
 * What test files that share a thread need (`jest-light-runner`): jest's names by way of an import, as in files that have
 * a world of their own, and an end to tests that wait for ever, which that runner does not bring.
 */
// The runner writes `undefined` where there is no terminal, by which programs that tests start would write colours.
if (process.env.FORCE_COLOR === 'undefined') delete process.env.FORCE_COLOR;

const globals = new URL('globals.js', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@jest/globals' ? { url: globals, shortCircuit: true } : next(specifier, context),
});

addEventHandler((event, { currentDescribeBlock }) => {
  if (event.name === 'add_test') limit(currentDescribeBlock.tests.at(-1));
  if (event.name === 'add_hook') limit(currentDescribeBlock.hooks.at(-1));
});

/** Has a test or a hook fail that takes longer than it may. */
function limit(work) {
  const { fn, timeout = timeLimit } = work;
  if (fn === undefined) return;
  work.fn = async () => {
    let timer;
    const tooLate = new Promise((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`It took longer than ${timeout} ms.`)), timeout);
    });
    try {
      await Promise.race([fn(), tooLate]);
    } finally {
      clearTimeout(timer);
    }
  };
}
