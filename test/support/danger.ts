import type { SentenceVectors } from '../../src/core/ports/knowledge.ts';

/** No sentence has a vector. */
export const noVectors: SentenceVectors = { vectorOf: () => Promise.resolve(null) };
