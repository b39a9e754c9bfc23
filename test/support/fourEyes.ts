import type { FourEyes } from '../../src/core/ports/staffStore.ts';

/** Everybody has one account, and nobody knows who let them in. */
export const oneAccountEach: FourEyes = { accountsOf: async (agent) => [agent], accessOf: async () => null };
