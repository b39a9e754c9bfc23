import { expect, test } from '@jest/globals';
import { pretendToBeABrowser } from './browser.ts';

test('what pretends to be a browser leaves nothing of it behind', () => {
  expect('XMLHttpRequest' in globalThis).toBe(false);
  const end = pretendToBeABrowser();
  expect('XMLHttpRequest' in globalThis).toBe(true);
  end();
  expect('XMLHttpRequest' in globalThis).toBe(false);
});
