import { availableParallelism } from 'node:os';

export default {
  // Many tests wait for processes that they started: on two cores, three files at once take less than two.
  maxWorkers: Math.max(3, availableParallelism() - 1),
  // Modules of past test files stay in a worker's memory: unbounded, each grew to 3 GB.
  workerIdleMemoryLimit: '1.5GB',
  // Not the tests alone: what watches must see a change of the program, too.
  roots: ['adapters', 'bench', 'locales', 'scripts', 'src', 'test', 'web'].map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/peers/'],
  modulePathIgnorePatterns: ['<rootDir>/test/peers/'],
  extensionsToTreatAsEsm: ['.ts'],
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
  // Some start several processes and browsers, which takes its time on a machine that does other things too.
  testTimeout: 120_000,
  reporters: ['default', '<rootDir>/test/support/countReporter.js'],
};
