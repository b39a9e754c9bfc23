export default {
  roots: ['<rootDir>/test'],
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
