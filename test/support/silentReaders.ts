import { noDanger } from '../../src/core/model/danger.ts';
import type { Readers } from '../../src/language/understanding/openUnderstanding.ts';

export const noKind = { kind: 'question', confidence: 0, ranked: [], rule: null } as const;

/** Readers that find nothing, and are sure of it. */
export const silent: Readers = {
  version: 'v1',
  topics: { read: () => () => [], reachesBeyond: () => false, signals: () => null },
  aspects: () => () => [{ id: 'cost', confidence: 0.95 }],
  acts: () => () => [],
  scope: () => () => [],
  kind: () => noKind,
  kindMeaning: () => [],
  exceptions: () => () => [],
  matches: () => [],
  smallTalk: () => null,
  leaveIn: () => null,
  detect: () => ({ locale: 'ca', confidence: 0.9, isDistinctive: true }),
  foreignLanguage: () => 'fr',
  danger: () => () => ({ ...noDanger, doubtful: false }),
  traits: () => [],
  withoutLanguage: (text) => text,
  withoutCourtesy: (text) => text.replace(/^Hola, /, ''),
  beginnings: [
    { act: 'correct', words: 'em referia a' },
    { act: 'back', words: 'tornant a' },
    { act: 'add', words: 'si us plau' },
  ],
};
