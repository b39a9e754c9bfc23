import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../src/journal/canonicalJson.ts';

/** The same value with the keys of every object set in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, reversed(member)] as const);
  return Object.fromEntries(entries.toReversed());
}

describe('canonical JSON', () => {
  test('is fixed to the letter, since published commitments rest on it', () => {
    const value = { text: 'Bon dia\n"Prat"', b: [1, null, true, -0.5, 1e21], a: { z: {}, é: 'ñ', '10': 1, '9': 2 } };
    expect(canonicalJson(value)).toBe(
      String.raw`{"a":{"10":1,"9":2,"z":{},"é":"ñ"},"b":[1,null,true,-0.5,1e+21],"text":"Bon dia\n\"Prat\""}`,
    );
  });

  test('leaves out members that are undefined, as JSON does', () => {
    expect(canonicalJson({ a: undefined, b: [undefined] })).toBe('{"b":[null]}');
  });

  test('says the same value, and does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
    );
  });
});
