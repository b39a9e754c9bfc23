import { expect, test } from '@jest/globals';
import { runApart } from './support/runApart.ts';

/** What a few lines print in a process of their own, in which files are found by their name. */
const say = (lines: string) =>
  runApart(`import { findOwnImportsByName } from './src/ownImports.ts'; findOwnImportsByName(); ${lines}`);

test('a file is the same module by its name, by its address and by a longer way', () => {
  const printed = say(`
    const { CodedError } = await import('./src/core/model/errors.ts');
    const { readConfig } = await import('./src/config.ts');
    const thrown = await Promise.resolve().then(() => readConfig({ PORT: 'eighty' }, '.')).catch((error) => error);
    const byAddress = await import(new URL('src/core/model/errors.ts', 'file://' + process.cwd() + '/').href);
    const byWay = await import('./src/../src/core/./model/errors.ts');
    console.log(thrown instanceof CodedError, byAddress.CodedError === CodedError, byWay.CodedError === CodedError);`);
  expect(printed).toBe('true true true');
});

test('packages and data are found as ever, and a file that is missing is said to be', () => {
  const printed = say(`
    const { z } = await import('zod');
    const { createTranslator } = await import('./src/language/translator.ts');
    const missing = await import('./src/core/none.ts').catch(({ message }) => message.replace(/^.*'(.*)'$/, '$1').split('/').slice(-3).join('/'));
    console.log(typeof z.object, typeof createTranslator, missing);`);
  expect(printed).toBe('function function src/core/none.ts');
});
