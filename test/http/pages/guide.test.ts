import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { guideSite } from '../../web/support/guideTown.ts';
import { publicUrl, type Site, startSite } from '../../web/support/site.ts';
import { createVisitor } from './support/visitor.ts';

let site: Site;

beforeAll(async () => {
  site = await startSite({ ...guideSite, searchesPerMinute: 20 });
});
afterAll(() => site.stop());

const get = (path: string, headers?: Record<string, string>) => createVisitor(site.url).get(path, headers);
const linksIn = (text: string) =>
  Array.from(text.matchAll(/href="\/temes\/([a-z-]+\.[a-z-]+)\?lang=ca/g), ([, id]) => id).filter(
    (id) => id !== 'canvis.xml',
  );

describe('the index', () => {
  test('lists what is in force, by department, in three languages', async () => {
    const { text, status } = await get('/temes?lang=ca');
    expect(status).toBe(200);
    expect(new Set(linksIn(text))).toEqual(new Set(['padro.alta', 'padro.certificat', 'violencia.ajuda']));
    for (const lang of ['ca', 'es', 'en']) {
      const page = await get(`/temes?lang=${lang}`);
      expect(page.lang).toBe(lang);
      expect(page.text).toContain(`title of padro.certificat ${lang}`);
      expect(page.text).not.toMatch(/\{\{|undefined|\[object/);
    }
  });
});

describe('the page of a service', () => {
  test('has its sides and special cases under headings, with the source where it is another', async () => {
    const { text } = await get('/temes/padro.alta?lang=en');
    expect(text).toContain('<h1>Registering &lt;b&gt;&amp;&lt;/b&gt; more en</h1>');
    expect(text).toMatch(/<h2 id="cost">The cost en<\/h2><p>Free en<\/p><p class="source">/);
    expect(text).toMatch(
      /<h2 id="documents">The documents en<\/h2><p>Bring <strong>papers<\/strong> en<\/p><\/section>/,
    );
    expect(text).toMatch(/<h3 id="no-contract">Without a contract en<\/h3><p>Come anyway en<\/p>/);
    expect(text).toContain('<a href="https://seu.example/tramit">Seu</a>');
    expect(text).toContain('<time datetime="2026-11-24">24 November 2026</time>');
    expect(text).toContain('href="/xat?lang=en&amp;tema=padro.alta"');
    // What is out of date or gone is not offered.
    expect(text).toContain('/temes/padro.certificat?lang=en');
    expect(text).not.toMatch(/festes\.programa|gone\.away/);
  });

  test('says which is its address in each language', async () => {
    const { text } = await get('/temes/padro.alta?lang=es');
    expect(text).toContain(`<link rel="canonical" href="${publicUrl}/temes/padro.alta?lang=es">`);
    for (const lang of ['ca', 'es', 'en']) {
      expect(text).toContain(`hreflang="${lang}" href="${publicUrl}/temes/padro.alta?lang=${lang}"`);
    }
  });

  test('tells search engines its questions and answers, and nothing in them ends the element', async () => {
    const { text } = await get('/temes/padro.alta?lang=ca');
    const json = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)?.[1] ?? '';
    const graph = (JSON.parse(json) as { '@graph': Record<string, unknown>[] })['@graph'];
    expect(graph.map((each) => each['@type'])).toEqual(['FAQPage', 'GovernmentService']);
    const asked = graph[0]?.mainEntity as { name: string; acceptedAnswer: { text: string; url: string } }[];
    expect(asked.map(({ name }) => name.replace('Registering <b>&</b> more ca: ', ''))).toEqual([
      'Registering <b>&</b> more ca',
      'The cost ca',
      'The documents ca',
      'Without a contract ca',
    ]);
    expect(asked[2]?.acceptedAnswer).toMatchObject({
      text: '<p>Bring <strong>papers</strong> ca</p>',
      url: `${publicUrl}/temes/padro.alta?lang=ca#documents`,
    });
    const other = await get('/temes/padro.certificat?lang=ca');
    expect(other.text.match(/<\/script>/g)).toHaveLength(1);
  });

  test('offers a quick exit where somebody may be watched', async () => {
    expect((await get('/temes/violencia.ajuda?lang=ca')).text).toContain('id="quick-exit"');
    expect((await get('/temes/padro.alta?lang=ca')).text).not.toContain('id="quick-exit"');
  });

  test.each(['/temes/festes.programa', '/temes/smalltalk.thanks', '/temes/no.such', '/temes/..%2Fetc'])(
    '%s is no page',
    async (path) => {
      const { status, text } = await get(`${path}?lang=ca`);
      expect(status).toBe(404);
      expect(text).toContain('Aquest tema no hi és');
    },
  );

  test('begins a question in the chat, and sends nothing', async () => {
    const { text } = await get('/xat?lang=ca&tema=padro.certificat');
    expect(text).toMatch(/<textarea[^>]*>title of padro\.certificat ca<\/textarea>/);
    expect((await get('/xat?lang=ca&tema=no.such')).text).toMatch(/<textarea[^>]*><\/textarea>/);
    expect(await site.inbounds()).toEqual([]);
  });
});

describe('pages are read once', () => {
  test.each(['/temes', '/temes/padro.alta', '/temes/canvis', '/temes/canvis.xml', '/sitemap.xml'])(
    '%s',
    async (path) => {
      const first = await get(`${path}?lang=ca`);
      expect(first.headers.get('cache-control')).toBe('public, max-age=60');
      const etag = first.headers.get('etag') ?? '';
      const again = await get(`${path}?lang=ca`, { 'if-none-match': etag, 'cache-control': 'max-age=0' });
      expect([again.status, again.text]).toEqual([304, '']);
    },
  );

  test('in one language at a time', async () => {
    const tagIn = async (path: string, language: string) =>
      (await get(path, { 'accept-language': language })).headers.get('etag');
    expect(await tagIn('/temes', 'es')).not.toBe(await tagIn('/temes', 'en'));
    expect((await get('/temes', { 'accept-language': 'es' })).headers.get('vary')).toContain('Accept-Language');
  });
});

describe('the search', () => {
  const found = async (text: string) => {
    const page = await get(`/temes?lang=ca&q=${encodeURIComponent(text)}`);
    const list = /<ol class="found">(.*?)<\/ol>/s.exec(page.text)?.[1] ?? '';
    return { page, found: linksIn(list) };
  };

  test('understands as the bot does, and finds words of titles', async () => {
    expect((await found("com m'empadrono")).found).toEqual(['padro.alta']);
    expect((await found('un paper del padró')).found).toEqual(['padro.alta', 'padro.certificat']);
    expect((await found('CERTIFICÀT')).found).toEqual(['padro.certificat']);
    expect((await found('res de res')).found).toEqual([]);
  });

  test('shows nothing on a guess that would hurt', async () => {
    expect((await found('un dubte')).found).toEqual(['padro.alta']);
  });

  test('says whom to call first where somebody is in danger', async () => {
    const { page } = await found('hi ha foc');
    expect(page.text).toMatch(/role="alert"><p>truqueu<\/p>/);
  });

  test('keeps what was searched for out of caches, of other sites and of the journal', async () => {
    const { page } = await found('<script>alert(1)</script>');
    expect(page.text).not.toContain('<script>alert');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.text).toContain('<meta name="robots" content="noindex">');
    expect(await site.inbounds()).toEqual([]);
  });

  test('refuses what is too long, and too many', async () => {
    expect((await get(`/temes?lang=ca&q=${'a'.repeat(301)}`)).status).toBe(400);
    expect((await get('/temes?lang=ca&q=a&q=b')).status).toBe(400);
    const answers = [];
    for (let count = 0; count < 21; count += 1) answers.push((await get('/temes?lang=ca&q=padro')).status);
    expect(answers.at(-1)).toBe(429);
    expect((await get('/temes?lang=ca')).status).toBe(200);
  });
});

describe('what changed', () => {
  test('is a page: what, when and why', async () => {
    const { text } = await get('/temes/canvis?lang=ca');
    expect(text).toContain('<p>Canvia &lt;el&gt; preu</p>');
    expect(text).toContain('<li>Actualitzat: <a href="/temes/padro.alta?lang=ca">Registering ca</a></li>');
    expect(text).toContain('<li>Retirat: padro.vell</li>');
    expect(text).toContain('Altres textos de l&#39;assistent: 3');
    expect(text).toContain('25 de novembre del 2026');
  });

  test('is a feed that programs can read', async () => {
    const { text, headers } = await get('/temes/canvis.xml?lang=ca');
    expect(headers.get('content-type')).toContain('application/atom+xml');
    expect(text).toContain('<updated>2026-11-25T09:00:00.000Z</updated>\n<author>');
    const entries = Array.from(text.matchAll(/<entry>\n<id>(.*?)<\/id>/g), ([, id]) => id);
    expect(entries).toEqual([`${publicUrl}/temes/canvis#release-2`, `${publicUrl}/temes/canvis#release-1`]);
    expect(text).toContain('<content type="text">Canvia &lt;el&gt; preu\n');
  });

  test('search engines find every page in every language', async () => {
    const { text } = await get('/sitemap.xml');
    const places = Array.from(text.matchAll(/<loc>(.*?)<\/loc>/g), ([, place]) => place ?? '');
    expect(places).toContain(`${publicUrl}/temes/violencia.ajuda?lang=en`);
    for (const place of places) expect((await fetch(place.replace(publicUrl, site.url))).status).toBe(200);
    expect((await get('/robots.txt')).text).toContain(`Sitemap: ${publicUrl}/sitemap.xml`);
  });
});
