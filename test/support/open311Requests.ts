import fc from 'fast-check';
import { anyText } from './arbitrary.ts';

/** A request of Open311 as anybody may send it. */
interface StrangeRequest {
  readonly path: string;
  readonly isPost: boolean;
  readonly fields: readonly (readonly [string, string])[];
  readonly kind: 'form' | 'multipart' | 'broken';
}

const names = fc.oneof(
  fc.constantFrom(
    ...['service_code', 'lat', 'long', 'address_string', 'address_id', 'description', 'title', 'media_url', 'email'],
    ...['phone', 'first_name', 'last_name', 'attribute[danger]', 'attribute[danger][]', 'attribute[details]', 'lang'],
    ...['jurisdiction_id', 'service_request_id', 'status', 'start_date', 'end_date', 'page', 'page_size', 'update_id'],
    ...['api_key', '__proto__', 'constructor', 'attribute[__proto__]'],
  ),
  anyText,
);

const values = fc.oneof(
  { arbitrary: anyText, weight: 2 },
  {
    arbitrary: fc.constantFrom(
      ...['street-incident', 'complaint', 'suggestion', 'data-request', 'open', 'closed', 'yes', 'no', 'ca', 'en'],
      ...['41.32784', '2.0947', '-91', '1e9', '0', '1', '1000', '2026-11-01T00:00:00Z', '2026-11-30', '9999-12-31'],
      ...['https://x.cat/a.jpg', 'javascript:1', 'AAAA-AAAA', '#NOTPINPOINTED#', '<b>x</b>', ']]>', '&amp;', '%00'],
    ),
    weight: 3,
  },
);

/** What makes a whole request, so that some are filed. */
const whole = fc
  .tuple(fc.constantFrom('street-incident', 'complaint', 'suggestion'), anyText)
  .map(([service, text]): readonly (readonly [string, string])[] => [
    ['service_code', service],
    ['description', `x ${text}`],
    ['lat', '41.3'],
    ['long', '2.1'],
  ]);

const segment = fc.oneof(
  fc.constantFrom('street-incident', 'AAAA-AAAA', '..', '%2e%2e', '.json', 'x.y.z'),
  anyText.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 300)),
);

const path = fc
  .tuple(
    fc.oneof(
      fc.constantFrom('requests', 'services', 'discovery', 'servicerequestupdates', ''),
      fc.tuple(fc.constantFrom('requests', 'services', 'tokens'), segment).map((all) => all.join('/')),
    ),
    fc.constantFrom('.xml', '.json', '', '.html'),
  )
  .map((pieces) => `/v2/${pieces.join('')}`);

export const strangeRequest: fc.Arbitrary<StrangeRequest> = fc.record({
  path: fc.oneof(path, fc.constant('/v2/requests.json')),
  isPost: fc.boolean(),
  fields: fc
    .tuple(fc.option(whole, { nil: [] }), fc.array(fc.tuple(names, values), { maxLength: 8 }))
    .map(([some, more]) => [...some, ...more]),
  kind: fc.constantFrom('form', 'form', 'form', 'multipart', 'broken'),
});

const maxQuery = 8_000;

/** The request for `fetch`; `key`: of a program that may file. */
export function toFetch({ path: where, isPost, fields, kind }: StrangeRequest, key: string): [string, RequestInit] {
  const all = [['api_key', key] as const, ...fields];
  const wellFormed = all.map(([name, value]) => [name.toWellFormed(), value.toWellFormed()] as [string, string]);
  if (!isPost) {
    // A longer address is cut off by Node before anybody reads it.
    const query = new URLSearchParams(wellFormed.slice(1)).toString();
    return [`${where}?${query.slice(0, maxQuery)}`, {}];
  }
  if (kind === 'form') return [where, { method: 'POST', body: new URLSearchParams(wellFormed) }];
  if (kind === 'broken') {
    const body = new URLSearchParams(wellFormed).toString();
    return [where, { method: 'POST', body, headers: { 'content-type': 'multipart/form-data; boundary=x' } }];
  }
  const form = new FormData();
  for (const [name, value] of wellFormed) form.append(name, value);
  form.append('media', new Blob([fields.map(([, value]) => value).join('')]), 'a.png');
  return [where, { method: 'POST', body: form }];
}
