import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const packageJson = JSON.parse(read('package.json')) as { name: string; version: string; license: string };

/** What a catalogue shows of the program in one language; lengths as the standard's own parser checks them. */
const description = z.strictObject({
  shortDescription: z.string().min(1).max(150),
  longDescription: z.string().min(150).max(10_000),
  features: z.array(z.string().min(1)).min(1),
});

/**
 * The keys that version 0 of the standard asks for, and those of the others that we use: a key that is written wrongly is
 * one that the standard does not know. Its own parser, a Go program, accepts the same file (docs/releases.md).
 */
const publiccode = z.strictObject({
  publiccodeYmlVersion: z.literal('0'),
  name: z.string().min(1),
  url: z.url({ protocol: /^https$/ }),
  softwareVersion: z.string().regex(/^\d+\.\d+\.\d+$/),
  developmentStatus: z.enum(['concept', 'development', 'beta', 'stable', 'obsolete']),
  softwareType: z.literal('standalone/web'),
  platforms: z.array(z.string()).min(1),
  categories: z.array(z.enum(['communications', 'customer-service-and-support'])).min(1),
  intendedAudience: z.strictObject({ scope: z.array(z.enum(['local-authorities', 'government'])) }),
  legal: z.strictObject({ license: z.string().min(1) }),
  maintenance: z.strictObject({
    type: z.literal('community'),
    contacts: z.array(z.strictObject({ name: z.string().min(1), email: z.email().optional() })).min(1),
  }),
  localisation: z.strictObject({
    localisationReady: z.boolean(),
    availableLanguages: z.array(z.string().regex(/^[a-z]{2}$/)).min(1),
  }),
  dependsOn: z.strictObject({
    open: z.array(
      z.strictObject({ name: z.string(), versionMin: z.string().optional(), optional: z.boolean().optional() }),
    ),
  }),
  description: z.record(z.string().regex(/^[a-z]{2}$/), description),
});

describe('publiccode.yml', () => {
  const given: unknown = parse(read('publiccode.yml'));

  test('has the keys of the standard, and no other', () => {
    expect(publiccode.safeParse(given).error?.issues ?? []).toEqual([]);
  });

  test('says the same as the program', () => {
    const { softwareVersion, legal, localisation, description: descriptions } = publiccode.parse(given);
    const files = readdirSync(new URL('../../locales', import.meta.url));
    const languages = files.filter((file) => file.endsWith('.json')).map((file) => file.replace('.json', ''));
    expect(softwareVersion).toBe(packageJson.version);
    expect(legal.license).toBe(packageJson.license);
    expect([...localisation.availableLanguages].sort()).toEqual(languages.sort());
    expect(Object.keys(descriptions).sort()).toEqual(languages.sort());
  });
});
