import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { writeXml } from '../../src/http/open311/wire.ts';
import { readAnswer } from '../../src/tickets/readAnswer.ts';
import { anyText } from '../support/arbitrary.ts';

const numbers = (text: string) => readAnswer(text)?.requests.map(({ service_request_id: id }) => id);

describe('the answers of servers', () => {
  // As the specification has it, and as servers are known to send it.
  test.each([
    ['a list', '[{"service_request_id":"638344","service_notice":"Thanks","account_id":null}]'],
    ['a number', '[{"service_request_id":638344}]'],
    ['a name around the list', '{"service_requests":[{"service_request_id":"638344"}]}'],
    ['what was XML before', '{"service_requests":{"request":{"service_request_id":"638344"}}}'],
    ['one without a list', '{"service_request_id":"638344"}'],
    ['a mark at the beginning', '\uFEFF[{"service_request_id":"638344"}]'],
    [
      'XML',
      '<?xml version="1.0" encoding="utf-8"?>\n<service_requests><request><service_request_id>638344</service_request_id></request></service_requests>',
    ],
    [
      'another element',
      '<service_requests type="array"><service_request><service_request_id>638344</service_request_id></service_request></service_requests>',
    ],
    [
      'a space of names',
      '<o:service_requests xmlns:o="http://open311.org/spec"><o:request><o:service_request_id>638344</o:service_request_id></o:request></o:service_requests>',
    ],
    [
      'verbatim text',
      '<r><request><service_request_id><![CDATA[638344]]></service_request_id><!-- x --></request></r>',
    ],
    ['spaces', '<r>\n <request>\n  <service_request_id> 638344 </service_request_id>\n  <token/>\n </request>\n</r>'],
  ])('%s', (_, text) => {
    expect(numbers(text)).toEqual(['638344']);
  });

  test('give a token, a status and a note, and say what was wrong', () => {
    expect(readAnswer('[{"token":"12a"}]')?.requests).toEqual([{ token: '12a' }]);
    const xml =
      '<service_requests><request><service_request_id>1</service_request_id><status>closed</status><status_notes>L&apos;han arreglat &amp; netejat&#10;&#xE0;</status_notes></request><request><service_request_id>2</service_request_id><status>open</status><status_notes/></request></service_requests>';
    expect(readAnswer(xml)?.requests).toEqual([
      { service_request_id: '1', status: 'closed', status_notes: "L'han arreglat & netejat\nà" },
      { service_request_id: '2', status: 'open', status_notes: null },
    ]);
    expect(readAnswer('[{"code":400,"description":"service_code\\n is missing"}]')?.error).toBe(
      'service_code is missing',
    );
    expect(readAnswer('<errors><error><code>403</code><description>Key</description></error></errors>')?.error).toBe(
      'Key',
    );
    expect(readAnswer('[]')).toEqual({ requests: [], isList: true, error: null });
  });

  test.each([
    ['[]', true],
    ['[{"service_request_id":"1"}]', true],
    ['{"service_requests":[]}', true],
    ['<service_requests/>', true],
    ['<service_requests type="array"></service_requests>', true],
    ['<service_requests><request><service_request_id>1</service_request_id></request></service_requests>', true],
    ['{}', false],
    ['null', false],
    ['{"message":"Please log in"}', false],
    ['[{"code":400,"description":"No."}]', false],
    ['<html><body>Maintenance</body></html>', false],
  ])('%s is a list of requests: %s', (text, isList) => {
    expect(readAnswer(text)?.isList).toBe(isList);
  });

  test.each([
    '',
    'Bad gateway',
    '<html><body><p>Error',
    '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
    '<a></b>',
    '<a>'.repeat(1_000),
  ])('are not read where they are something else: %j', (text) => {
    expect(readAnswer(text)).toBeNull();
  });

  test('are read as our own server writes them, whatever is in them', () => {
    fc.assert(
      fc.property(anyText, anyText, (id, note) => {
        const shown = (text: string) => {
          const written = text
            .toWellFormed()
            // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write them
            .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
            .trim();
          return written === '' ? null : written;
        };
        const xml = writeXml('service_requests', [{ service_request_id: id, status_notes: note }]);
        expect(readAnswer(xml)?.requests).toEqual([{ service_request_id: shown(id), status_notes: shown(note) }]);
      }),
      { numRuns: 300 },
    );
  });

  test('never break the reader', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.json(),
          anyText.map((text) => `<a>${text}</a>`),
        ),
        (text) => {
          expect([null, 'object']).toContain(readAnswer(text) === null ? null : 'object');
        },
      ),
      { numRuns: 500 },
    );
  });
});
