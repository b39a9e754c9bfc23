import { expect, test } from '@jest/globals';
import { createInstance } from 'i18next';
import ca from '../../../locales/ca.json' with { type: 'json' };
import { interpolate, placeholdersIn } from '../../../src/core/util/interpolate.ts';

test('a name without a value stays, with the others filled', () => {
  const filled = interpolate('{{code}}: {{ agent }}, {{street}}, {{deadline}}, {{n}}', {
    code: 'C001',
    agent: 'Anna',
    deadline: null,
    n: 0,
  });
  expect(filled).toBe('C001: Anna, {{street}}, {{deadline}}, 0');
  expect(placeholdersIn(filled)).toEqual(['street', 'deadline']);
});

test('a value cannot bring in another value', () => {
  expect(interpolate('{{agent}}', { agent: '{{code}}', code: 'C001' })).toBe('{{code}}');
});

test('every text of the interface is filled as i18next fills it', () => {
  const texts: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else for (const inner of Object.values(value as object)) collect(inner);
  };
  collect(ca);
  const instance = createInstance({ interpolation: { escapeValue: false }, resources: {}, initAsync: false });
  void instance.init();
  const open = texts.filter((text) => placeholdersIn(text).length > 0);
  expect(open.length).toBeGreaterThan(100);
  for (const text of open) {
    const values = Object.fromEntries(placeholdersIn(text).map((name) => [name, `<${name} & $1>`]));
    expect(interpolate(text, values)).toBe(instance.services.interpolator.interpolate(text, values, 'ca', {}));
  }
});
