import { availableParallelism } from 'node:os';
import { timeLimit } from './test/support/together/timeLimit.js';

const common = {
  // Not the tests alone: what watches must see a change of the program, too.
  roots: ['adapters', 'bench', 'locales', 'scripts', 'src', 'test', 'web'].map((folder) => `<rootDir>/${folder}`),
  modulePathIgnorePatterns: ['<rootDir>/test/peers/'],
  extensionsToTreatAsEsm: ['.ts'],
};

/** Test files that share a few threads, and so the modules and contents that these have loaded. */
const together = {
  ...common,
  runner: 'jest-light-runner',
  setupFiles: ['<rootDir>/test/support/together/setUp.js'],
  testMatch: ['**/*.test.ts', '!**/*.apart.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/peers/'],
};

/** Test files with a world of their own each: they fake clocks or globals. */
const apart = {
  ...common,
  testMatch: ['**/*.apart.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/peers/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        module: { type: 'es6' },
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript' },
          experimental: { keepImportAttributes: true },
        },
      },
    ],
  },
};

export default {
  projects: [together, apart],
  // Many tests wait, for processes, browsers or a moment: on two cores, three files at once left a quarter of both idle; six took no
  // less time than four (868 s, and 798 and 826).
  maxWorkers: Math.max(4, availableParallelism() - 1),
  testTimeout: timeLimit,
  testSequencer: '<rootDir>/test/support/longestFirst.js',
  reporters: ['default', '<rootDir>/test/support/countReporter.js'],
};
