import { fileURLToPath } from 'node:url';
import { buildProtocol } from '../../src/content/buildProtocol.ts';
import type { LoadedContent } from '../../src/content/load/loadContent.ts';
import { type Circumstances, type Decision, decideProtocol, type Protocol } from '../../src/protocol/index.ts';
import { loadShippedContent } from '../support/shippedContent.ts';

const _folder = fileURLToPath(new URL('../../dialogs', import.meta.url));

/** The protocol that we ship, with the rest of the content. */
export async function loadShipped(): Promise<LoadedContent & { readonly shipped: Protocol }> {
  const loaded = await loadShippedContent();
  return { ...loaded, shipped: buildProtocol(loaded.content) };
}

/** A Tuesday in winter, while the citizens' office attends. */
export const tuesday = Date.parse('2026-11-24T10:00+01:00');

/** What the protocol decides where nothing else is said than the test says. */
export function decide(protocol: Protocol, changes: Pick<Circumstances, 'kind'> & Partial<Circumstances>): Decision {
  return decideProtocol(protocol, {
    traits: [],
    surface: 'private',
    account: { id: 'web', department: null, hours: null },
    department: null,
    at: tuesday,
    ...changes,
  });
}
