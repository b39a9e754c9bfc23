import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Site, startSite } from '../../web/support/site.ts';
import { webTown } from '../../web/support/strings.ts';
import { createVisitor } from './support/visitor.ts';

let site: Site;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

const paths = ['/', '/xat', '/privacitat', '/accessibilitat'];

describe('every page', () => {
  test.each(paths)('%s speaks three languages and says which', async (path) => {
    for (const lang of ['ca', 'es', 'en']) {
      const page = await createVisitor(site.url).get(`${path}?lang=${lang}`);
      expect(page.status).toBe(200);
      expect(page.lang).toBe(lang);
      expect(page.headers.get('content-language')).toBe(lang);
      expect(page.text).not.toMatch(/\{\{|undefined|\[object/);
    }
  });

  test.each(paths)('%s links to accessibility, privacy and the other languages', async (path) => {
    const { text } = await createVisitor(site.url).get(`${path}?lang=ca`);
    expect(text).toContain('<a href="/accessibilitat?lang=ca"');
    expect(text).toContain('<a href="/privacitat?lang=ca"');
    expect(text).toContain(`<a href="${path}?lang=en" lang="en" hreflang="en">English</a>`);
  });

  test.each(paths)('%s needs nothing that its policy forbids', async (path) => {
    const { text, headers } = await createVisitor(site.url).get(path);
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(text).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:|<script(?! src="\/)/);
    expect(text).not.toMatch(/(?:src|action)="https?:/);
  });

  test('that fails says so in plain words', async () => {
    const visitor = createVisitor(site.url);
    const tooBig = await visitor.post('/xat?lang=es', { text: 'a'.repeat(200_000) });
    expect(tooBig.status).toBe(413);
    expect(tooBig.headers.get('content-type')).toContain('text/html');
    expect(tooBig.text).toContain('No hemos podido leer lo que ha enviado');
  });

  test.each([
    ['ca', 'Aquí no hi ha cap pàgina'],
    ['es', 'Aquí no hay ninguna página'],
    ['en', 'There is no page here'],
  ])('an address without a page says so to people, and where to go on (%s)', async (lang, title) => {
    const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
    const response = await fetch(`${site.url}/no-hi-es?lang=${lang}`, { headers: { accept } });
    const text = await response.text();
    expect([response.status, response.headers.get('content-language')]).toEqual([404, lang]);
    expect(text).toContain(`<h1>${title}</h1>`);
    for (const path of ['/xat', '/temes', '/cas']) expect(text).toContain(`href="${path}?lang=${lang}"`);
    expect(text).not.toContain('/no-hi-es?lang=');
  });

  test('an address without a page answers programs with the code of what is wrong', async () => {
    for (const init of [{}, { method: 'POST', headers: { accept: 'text/html' } }]) {
      const response = await fetch(`${site.url}/no-hi-es`, init);
      expect(response.status).toBe(404);
      expect((await response.json()).error.code).toBe('route.unknown');
    }
  });
});

describe('the demo page', () => {
  test('is honest about what it is, and shows how to embed the chat from where it stands', async () => {
    const { text } = await createVisitor(site.url).get('/?lang=ca');
    expect(text).toContain('<strong>demostració</strong>');
    expect(text).toContain(`&lt;script src=&quot;${site.url}/embed.js&quot;`);
    expect(text).toContain('<script src="/embed.js" data-site-key="finestreta" data-lang="ca" defer></script>');
  });

  test('leads at once to what people are offered first, and to a search of all topics', async () => {
    const { text } = await createVisitor(site.url).get('/?lang=es');
    const starts = text.slice(text.indexOf('class="starts"'), text.indexOf('</nav>', text.indexOf('class="starts"')));
    const links = Array.from(starts.matchAll(/href="([^"]+)"/g), ([, path]) => path);
    const services = ['/temes/padro.alta', '/temes/residus.mobles'];
    expect(links).toEqual(services.map((path) => `${path}?lang=es`));
    expect(text).toContain('<form class="find" method="get" action="/temes">');
    expect(text).toContain('<a class="all-topics" href="/temes?lang=es">Todos los temas');
  });

  test('offers in the chat what only the chat does', async () => {
    const other = await startSite({ knowledge: { ...webTown, welcome: ['padro.alta', 'command.person', 'gone'] } });
    const { text } = await createVisitor(other.url).get('/?lang=ca');
    await other.stop();
    expect(text).toContain('<li><a href="/temes/padro.alta?lang=ca">');
    expect(text).toContain('<li><a href="/xat?lang=ca" data-finestreta-open="command:person">');
    expect(text).not.toContain('gone');
  });
});

describe('what the law wants to be said', () => {
  test('privacy: the machine, the erasure, the rights', async () => {
    const { text } = await createVisitor(site.url).get('/privacitat?lang=ca');
    for (const words of [
      'assistent automàtic',
      'les meves dades',
      'galeta',
      'el codi i la clau dels vostres casos',
      'delegada de protecció de dades',
      'https://seu.example.cat',
    ])
      expect(text).toContain(words);
  });

  test('accessibility: the norms, the state, where to complain and until when an answer comes', async () => {
    const { text } = await createVisitor(site.url).get('/accessibilitat?lang=es');
    for (const words of ['1112/2018', 'EN 301 549', '20 días hábiles', 'https://www.example.cat'])
      expect(text).toContain(words);
  });
});

describe('the built files', () => {
  test('the widget may be loaded by any site, weighs at most 20 KB, and is not fetched twice', async () => {
    const response = await fetch(`${site.url}/embed.js`, { headers: { 'accept-encoding': 'gzip' } });
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('content-type')).toContain('text/javascript');
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(Number(response.headers.get('content-length'))).toBeLessThanOrEqual(20 * 1024);
    const again = await fetch(`${site.url}/embed.js`, {
      headers: {
        'accept-encoding': 'gzip',
        'if-none-match': response.headers.get('etag') ?? '',
        'cache-control': 'max-age=0',
      },
    });
    expect(again.status).toBe(304);
  });

  test('what the widget loads later may be loaded by any site, under the name that embed.js knows, and kept for ever', async () => {
    const embed = await (await fetch(`${site.url}/embed.js`)).text();
    const name = /embed-extras-[\w-]+\.js/.exec(embed)?.[0];
    const { status, headers } = await fetch(`${site.url}/${name}`);
    expect(status).toBe(200);
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('content-type')).toContain('text/javascript');
    expect(headers.get('cache-control')).toContain('immutable');
  });

  test('pages may ask for the place and the microphone themselves, and nobody inside of them', async () => {
    const { headers } = await fetch(site.url);
    expect(headers.get('permissions-policy')).toBe('camera=(), microphone=(self), geolocation=(self)');
  });

  test('say the same compressed and plain', async () => {
    const get = (encoding: string) => fetch(`${site.url}/embed.js`, { headers: { 'accept-encoding': encoding } });
    const [plain, gzip, brotli] = await Promise.all(['identity', 'gzip', 'br'].map(get));
    const text = await plain?.text();
    expect(text).toContain('customElements');
    expect(await gzip?.text()).toBe(text);
    expect(await brotli?.text()).toBe(text);
  });

  test('the style may be kept for ever under the address of its content, and no longer under any other', async () => {
    const { text } = await createVisitor(site.url).get('/');
    const address = /href="(\/assets\/pages\.css\?v=[\w-]+)"/.exec(text)?.[1];
    const cacheOf = async (path: string) => (await fetch(site.url + path)).headers.get('cache-control');
    expect(await cacheOf(address ?? '')).toContain('immutable');
    expect(await cacheOf('/assets/pages.css?v=other')).not.toContain('immutable');
  });
});
