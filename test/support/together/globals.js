/**
 * `@jest/globals` of test files that share a process. Fakes of jest (`jest.useFakeTimers` …) would reach other files'
 * timers, so they are not here: a file that needs them is named `*.apart.test.ts`.
 */
export const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } = globalThis;
