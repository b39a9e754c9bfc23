import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { noon } from '../../contract/store/fixture.ts';
import { type CaseSite, openedIn, startCaseSite } from '../../web/support/caseSite.ts';
import { createVisitor, type Visitor } from './support/visitor.ts';

const code = '7KQ4-M2XB';
const hour = 3_600_000;
const deadline = { id: 'month', dueAt: noon + 48 * hour, metAt: null, breached: false };

describe('the page of a case', () => {
  let site: CaseSite;
  let visitor: Visitor;
  beforeAll(async () => {
    site = await startCaseSite({ wrongKeys: 10_000, views: 10_000 });
    visitor = createVisitor(site.url);
    await site.addCase(code, { department: 'via-publica', first: deadline }, [
      { event: openedIn('via-publica'), caseState: {} },
      { event: { type: 'case.assigned', agent: 'marta', department: 'via-publica' }, caseState: { assignee: 'marta' } },
      { event: { type: 'case.noted' }, caseState: {} },
      { event: { type: 'case.breached', deadline: 'first' }, caseState: { first: { ...deadline, breached: true } } },
      {
        event: { type: 'case.replied' },
        caseState: { staffAt: noon + 4 * hour, first: { ...deadline, breached: true, metAt: noon + 4 * hour } },
      },
      {
        event: { type: 'case.assigned', agent: null, department: 'medi-ambient' },
        caseState: { department: 'medi-ambient' },
      },
    ]);
  });
  afterAll(() => site.stop());

  const look = (fields: Record<string, string>, path = '/cas?lang=ca') => visitor.post(path, fields);

  test('shows its citizen how it stands and what happened, and no word of what was said, nor who said it', async () => {
    const { status, text } = await look({ code, key: site.keyOf(code) });
    expect(status).toBe(200);
    expect(wordsOf(text)).toContain('Cas 7KQ4-M2XB Us hem respost');
    expect(wordsOf(text)).toContain('Feta, però tard, el dimarts 24 de novembre del 2026, a les 17.00');
    expect(stepsOf(text)).toEqual([
      'Es va obrir el cas.',
      'Una persona se&#39;n va fer càrrec.',
      'El termini de la primera resposta va passar sense que us responguéssim.',
      'Us van respondre.',
      'Va passar a medi-ambient.',
    ]);
    expect(text).not.toMatch(/beginning of|marta/);
  });

  test('gives the proof to who has the key, as a file, and to nobody else', async () => {
    const { text } = await look({ code, key: site.keyOf(code) });
    expect(text).toContain('action="/cas/prova"');
    const saved = await visitor.post('/cas/prova', { code, key: site.keyOf(code) });
    expect([saved.status, saved.text]).toEqual([200, `proof of ${code}\n`]);
    expect(saved.headers.get('content-disposition')).toBe(`attachment; filename="${code}.tlog-proof"`);
    expect(saved.headers.get('cache-control')).toBe('no-store');
    const other = await visitor.post('/cas/prova?lang=ca', { code, key: 'AAAA-AAAA-AAAA' });
    expect(other.status).toBe(404);
    expect(other.text).not.toContain('proof of');
  });

  test.each(['ca', 'es', 'en'])('speaks %s', async (lang) => {
    for (const key of [site.keyOf(code), 'wrong']) {
      const page = await look({ code, key, lang }, '/cas');
      expect(page.lang).toBe(lang);
      expect(page.text).not.toMatch(/\{\{|undefined|\[object/);
    }
  });

  test('takes code and key however they are typed', async () => {
    const key = site.keyOf(code).toLowerCase().replaceAll('-', ' ');
    expect((await look({ code: ' 7kq4m2xb', key })).status).toBe(200);
    expect((await look({ key }, '/cas/7kq4-m2xb?lang=ca')).status).toBe(200);
  });

  test('says the same of a wrong key and of a case that there is not, even with the key that it would have', async () => {
    const unknown = 'AAAA-0000';
    const answers = [
      await look({ code, key: site.keyOf(unknown) }),
      await look({ code, key: 'x' }),
      await look({ code: unknown, key: site.keyOf(unknown) }),
      await look({ code: unknown, key: 'x' }),
    ];
    const same = answers.map(({ status, text }) => [status, neutral(text)]);
    expect(same).toEqual(same.map(() => same[0]));
    expect(same[0]?.[0]).toBe(404);
    expect((await visitor.get(`/cas/${code}`)).status).toBe(200);
    expect(neutral((await visitor.get(`/cas/${code}`)).text)).toBe(
      neutral((await visitor.get(`/cas/${unknown}`)).text),
    );
  });

  test('is kept by nobody, found by no search, and tells no site where it was', async () => {
    for (const page of [await visitor.get(`/cas/${code}`), await look({ code, key: site.keyOf(code) })]) {
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(page.headers.get('x-robots-tag')).toBe('noindex');
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
      expect(page.text).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?! src="\/)/);
    }
  });

  test('takes whatever is sent for what it is', async () => {
    for (const fields of [
      {},
      { code: '"><script>alert(1)</script>', key: '<b>' },
      { code: 'a'.repeat(3_000), key: '' },
    ]) {
      const { status, text } = await look(fields as Record<string, string>);
      expect(status).toBe(404);
      expect(text).not.toMatch(/<script>|<b>/);
    }
    expect((await look({ code: 'a'.repeat(10_000), key: '' })).status).toBe(413);
    expect((await visitor.get(`/cas/${'a'.repeat(1_000)}`)).status).toBe(200);
    expect((await visitor.get('/cas/%00%3Cb%3E')).text).not.toContain('<b>');
  });

  test('says of a deadline that ends with a day the day, and of a case that waits how many go before it', async () => {
    const midnight = Date.parse('2026-12-01T00:00+01:00');
    const due = { ...deadline, dueAt: midnight };
    await site.addCase('WA1T-0001', { first: due, department: 'hisenda', priority: 'high' }, [
      { event: openedIn('hisenda'), caseState: {} },
    ]);
    await site.addCase('WA1T-0002', { first: due, department: 'hisenda' }, [
      { event: openedIn('hisenda'), caseState: {} },
    ]);
    const { text } = await look({ code: 'WA1T-0002', key: site.keyOf('WA1T-0002') });
    expect(wordsOf(text)).toContain('Casos d&#39;altres persones que van abans a la cua d&#39;aquest departament: 1.');
    expect(wordsOf(text)).toContain('Com a molt tard, el dilluns 30 de novembre del 2026 ');
  });
});

describe('attempts', () => {
  let site: CaseSite;
  beforeEach(async () => {
    site = await startCaseSite({ wrongKeys: 3, views: 6 });
    await site.addCase(code, {}, [{ event: openedIn('oiac'), caseState: {} }]);
  });
  afterEach(() => site.stop());

  const wrong = (visitor: Visitor, at: string) => visitor.post('/cas', { code: at, key: 'x' });
  const right = (visitor: Visitor) => visitor.post('/cas', { code, key: site.keyOf(code) });

  test('with the right key are not counted, so its citizen may look as often as they like', async () => {
    const visitor = createVisitor(site.url);
    for (let attempt = 0; attempt < 4; attempt++) expect((await right(visitor)).status).toBe(200);
    for (let attempt = 0; attempt < 3; attempt++) expect((await wrong(visitor, code)).status).toBe(404);
  });

  test('with wrong keys are counted by address, whatever they are at, and then the right one is not tried either', async () => {
    const visitor = createVisitor(site.url);
    for (let attempt = 0; attempt < 3; attempt++) expect((await wrong(visitor, `AAAA-000${attempt}`)).status).toBe(404);
    for (const refused of [await wrong(visitor, 'BBBB-0000'), await right(visitor)]) {
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });

  test('at a case from elsewhere do not shut its citizen out', async () => {
    const [unknownSender, citizen] = [createVisitor(site.url, '10.0.0.9'), createVisitor(site.url, '10.0.0.1')];
    for (let attempt = 0; attempt < 10; attempt++) await wrong(unknownSender, code);
    expect((await wrong(unknownSender, code)).status).toBe(429);
    expect((await right(citizen)).status).toBe(200);
  });

  test('many at once are no way around', async () => {
    const visitor = createVisitor(site.url);
    const answers = await Promise.all(Array.from({ length: 12 }, () => wrong(visitor, code)));
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(3);
  });

  test('that are right cost something too: one case is read so often a minute and no more', async () => {
    const visitors = ['10.0.0.1', '10.0.0.2'].map((address) => createVisitor(site.url, address));
    const statuses: number[] = [];
    for (let look = 0; look < 8; look++) statuses.push((await right(visitors[look % 2] as Visitor)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
  });
});

function wordsOf(text: string): string {
  return text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}

function stepsOf(text: string): readonly (string | undefined)[] {
  return Array.from(text.matchAll(/<li><span>(.*?)<\/span><time/g), ([, words]) => words);
}

/** A page without what its visitor typed themselves. */
function neutral(text: string): string {
  return text.replace(/(?<=\/cas\/|value=")[\w-]*/g, '…');
}
