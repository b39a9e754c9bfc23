import type { Wire } from './wire.ts';

/** When this interface last changed in what it offers. */
const changedAt = '2026-11-27T00:00:00+01:00';

/** Where clients learn which interfaces there are. `contact`, `keys`: whom to ask, for help and for a key. */
export function discoveryOnWire(url: string, { contact, keys }: { contact: string; keys: string }): Wire {
  return {
    changeset: changedAt,
    contact,
    key_service: keys,
    endpoints: [
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url,
        changeset: changedAt,
        type: 'production',
        formats: ['text/xml', 'application/json'],
      },
    ],
  };
}
