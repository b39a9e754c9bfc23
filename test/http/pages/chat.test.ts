import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { postAsHost } from '../../support/asHost.ts';
import { type Site, startSite } from '../../web/support/site.ts';
import { createVisitor, type Visitor } from './support/visitor.ts';

let site: Site;
let visitor: Visitor;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

describe('a message', () => {
  test('is committed, and the page that follows shows its answer', async () => {
    visitor = createVisitor(site.url);
    const page = await visitor.get('/xat?lang=ca');
    const sent = await visitor.post('/xat', { form: page.ticket, lang: 'ca', text: "com m'empadrono" });
    expect(sent.status).toBe(303);
    expect(sent.location).toBe('/xat?lang=ca#r1');
    const answered = await visitor.get('/xat?lang=ca');
    expect(answered.text).toContain('id="r1"');
    expect(answered.bubbles).toEqual(["com m'empadrono", 'introduction ca', expect.stringContaining('padro.alta ca')]);
  });

  test('can be followed by a look for news, at the newest answer; before there is none, there is nothing to look for', async () => {
    visitor = createVisitor(site.url);
    const { ticket, text } = await visitor.get('/xat?lang=ca');
    expect(text).not.toContain('Mira si hi ha res de nou');
    expect(text).toContain('només són al xat amb JavaScript');
    expect((await visitor.get('/xat/nou?lang=ca')).location).toBe('/xat?lang=ca');
    await visitor.post('/xat', { form: ticket, lang: 'ca', text: 'mobles vells' });
    const answered = await visitor.get('/xat?lang=ca');
    expect(answered.text).toContain('<a class="button second" href="/xat/nou?lang=ca">Mira si hi ha res de nou</a>');
    const again = await visitor.get('/xat/nou?lang=ca');
    expect([again.status, again.location]).toEqual([303, '/xat?lang=ca#r1']);
    await visitor.post('/xat', { form: answered.ticket, lang: 'ca', text: "com m'empadrono" });
    expect((await visitor.get('/xat/nou?lang=ca')).location).toBe('/xat?lang=ca#r2');
  });

  test('sent twice with one form is one message; another text in the same form is another', async () => {
    visitor = createVisitor(site.url);
    const { ticket } = await visitor.get('/xat?lang=ca');
    const before = (await site.inbounds()).length;
    await Promise.all([1, 2, 3].map(() => visitor.post('/xat', { form: ticket, text: 'mobles vells' })));
    expect((await site.inbounds()).length).toBe(before + 1);
    // The back button brings the old form, and the person asks something else with it.
    await visitor.post('/xat', { form: ticket, text: "com m'empadrono" });
    expect((await site.inbounds()).slice(before).map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'mobles vells' },
      { kind: 'text', text: "com m'empadrono" },
    ]);
  });

  test('that the engine could not take is shown again, and is the same message when it is sent once more', async () => {
    visitor = createVisitor(site.url);
    const { ticket } = await visitor.get('/xat?lang=ca');
    site.beforeReceive = async () => {
      throw new Error('the store is away');
    };
    const failed = await visitor.post('/xat', { form: ticket, lang: 'ca', text: 'mobles <vells>' });
    site.beforeReceive = async () => {};
    expect(failed.status).toBe(503);
    expect(failed.text).toContain('role="alert"');
    expect(failed.text).toContain('mobles &lt;vells&gt;</textarea>');
    expect(failed.ticket).toBe(ticket);
    expect(JSON.stringify(site.errors())).not.toContain('mobles');
  });

  test.each([
    ['nothing', '', 400],
    ['blanks', ' \r\n ', 400],
    ['too much', 'a'.repeat(4_001), 400],
  ])('with %s in it is not taken', async (_, text, status) => {
    visitor = createVisitor(site.url);
    const { ticket } = await visitor.get('/xat');
    const before = (await site.inbounds()).length;
    const refused = await visitor.post('/xat', { form: ticket, text });
    expect(refused.status).toBe(status);
    expect((await site.inbounds()).length).toBe(before);
  });

  test('of any kind is shown as text', async () => {
    visitor = createVisitor(site.url);
    const { ticket } = await visitor.get('/xat');
    await visitor.post('/xat', { form: ticket, text: '<script>alert(1)</script>\r\n"&\'' });
    const page = await visitor.get('/xat');
    expect(page.text).toContain('<p>&lt;script&gt;alert(1)&lt;/script&gt;\n&quot;&amp;&#39;</p>');
    expect(page.text).not.toContain('<script>');
  });
});

describe('somebody who has not written yet', () => {
  test('is offered topics, which begin the conversation', async () => {
    visitor = createVisitor(site.url);
    const page = await visitor.get('/xat?lang=ca');
    expect(page.text).toContain('value="entry:padro.alta"');
    const sent = await visitor.post('/xat', { form: page.ticket, lang: 'ca', choice: 'entry:padro.alta' });
    expect(sent.status).toBe(303);
    expect((await visitor.get('/xat?lang=ca')).bubbles.at(-1)).toContain('padro.alta ca');
  });
});

describe('a conversation', () => {
  test('is saved as a text by its own browser, without ratings', async () => {
    visitor = createVisitor(site.url);
    const { ticket } = await visitor.get('/xat?lang=ca');
    await visitor.post('/xat', { form: ticket, lang: 'ca', text: "com m'empadrono" });
    const page = await visitor.get('/xat?lang=ca');
    await visitor.post('/xat', { form: page.ticket, lang: 'ca', choice: 'useful:padro.alta' });
    const saved = await visitor.post('/xat/desa', { form: page.ticket, lang: 'ca' });
    expect(saved.status).toBe(200);
    expect(saved.text).toMatch(/^\[[^\]]+\] Heu escrit: com m'empadrono\n\n\[[^\]]+\] Assistent: introduction ca\n/);
    expect(saved.text).not.toContain('Us ha servit');
    const other = createVisitor(site.url);
    await other.get('/xat?lang=ca');
    expect((await other.post('/xat/desa', { form: page.ticket, lang: 'ca' })).status).toBe(409);
  });
});

describe('an answer', () => {
  test('is rated below it, in two presses at most, which are no part of the conversation', async () => {
    visitor = createVisitor(site.url);
    const { ticket } = await visitor.get('/xat?lang=ca');
    await visitor.post('/xat', { form: ticket, lang: 'ca', text: "com m'empadrono" });
    const answered = await visitor.get('/xat?lang=ca');
    expect(answered.text).toContain('value="useless:padro.alta"');
    const sent = await visitor.post('/xat', { form: answered.ticket, lang: 'ca', choice: 'useless:padro.alta' });
    expect(sent.location).toBe('/xat?lang=ca#r1');
    const asked = await visitor.get('/xat?lang=ca');
    expect(asked.bubbles).toEqual(answered.bubbles);
    expect(asked.text).toContain('value="useless:padro.alta/old"');
    await visitor.post('/xat', { form: asked.ticket, lang: 'ca', choice: 'useless:padro.alta/old' });
    const thanked = await visitor.get('/xat?lang=ca');
    expect(thanked.text).toContain('<p class="rate" role="status">Gràcies per dir-ho.</p>');
    expect(thanked.text).not.toContain('value="useless:');
  });

  test('that was not given is not rated', async () => {
    visitor = createVisitor(site.url);
    const { ticket } = await visitor.get('/xat');
    const before = (await site.inbounds()).length;
    const refused = await visitor.post('/xat', { form: ticket, choice: 'useful:padro.alta' });
    expect(refused.status).toBe(409);
    expect((await site.inbounds()).length).toBe(before);
  });
});

describe('an address that sends too much', () => {
  test('is asked to wait, and loses nothing of what it wrote', async () => {
    const narrow = await startSite({ formsPerMinute: 1 });
    visitor = createVisitor(narrow.url);
    const { ticket } = await visitor.get('/xat?lang=ca');
    expect((await visitor.post('/xat', { form: ticket, text: 'mobles vells' })).status).toBe(303);
    const refused = await visitor.post('/xat', { form: ticket, text: 'un paper del padró' });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.text).toContain('un paper del padró</textarea>');
    await narrow.stop();
  });
});

test('anybody who reads a conversation too often is asked to wait, and nobody else is', async () => {
  const narrow = await startSite({ readsPerMinute: 2 });
  const [hasty, calm] = [createVisitor(narrow.url), createVisitor(narrow.url)];
  for (const status of [200, 200, 429]) {
    const seen = await hasty.get('/xat');
    expect(seen.status).toBe(status);
    expect(seen.headers.has('retry-after')).toBe(status === 429);
  }
  expect((await calm.get('/xat')).status).toBe(200);
  await narrow.stop();
});

describe('a choice', () => {
  test('is one of those that the bot offered, under its words', async () => {
    visitor = createVisitor(site.url);
    const first = await visitor.get('/xat?lang=es');
    await visitor.post('/xat', { form: first.ticket, lang: 'es', text: 'un papel del padrón' });
    const offered = await visitor.get('/xat?lang=es');
    expect(offered.text).toContain('name="choice" value="entry:padro.certificat"');
    await visitor.post('/xat', { form: offered.ticket, lang: 'es', choice: 'entry:padro.certificat' });
    const answered = await visitor.get('/xat?lang=es');
    expect(answered.bubbles.slice(-2)).toEqual(['title of padro.certificat es', 'padro.certificat es']);
    expect((await site.inbounds()).at(-1)?.content).toEqual({
      kind: 'choice',
      value: 'entry:padro.certificat',
      text: 'title of padro.certificat es',
    });

    const forged = await visitor.post('/xat', { form: answered.ticket, choice: 'command:erase' });
    expect(forged.status).toBe(409);
  });
});

describe('a form', () => {
  test.each([
    ['from another site', { origin: 'https://evil.example' }],
    ['from a page without an origin of its own', { origin: 'null' }],
    ['whose browser says that another site sent it', { 'sec-fetch-site': 'cross-site' }],
  ])('%s is not taken', async (_, headers) => {
    visitor = createVisitor(site.url);
    const { ticket } = await visitor.get('/xat');
    const before = (await site.inbounds()).length;
    expect((await visitor.post('/xat', { form: ticket, text: 'mobles vells' }, headers)).status).toBe(403);
    expect((await site.inbounds()).length).toBe(before);
  });

  test('of a page whose name was made to lead here is not taken (DNS rebinding)', async () => {
    visitor = createVisitor(site.url);
    const { ticket } = await visitor.get('/xat');
    const send = (host: string) =>
      postAsHost(`${site.url}/xat`, host, {
        body: new URLSearchParams({ form: ticket, text: 'mobles vells' }).toString(),
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          cookie: visitor.cookie ?? '',
          origin: `http://${host}`,
        },
      });
    expect((await send('evil.example')).status).toBe(403);
    expect((await send('localhost:49152')).status).toBe(303);
  });

  test('with the ticket of another conversation, or a forged one, is not taken', async () => {
    const other = await createVisitor(site.url).get('/xat');
    visitor = createVisitor(site.url);
    const own = await visitor.get('/xat');
    for (const form of [other.ticket, `${own.ticket}x`, '', 'a.b']) {
      const refused = await visitor.post('/xat', { form, text: 'mobles vells' });
      expect(refused.status).toBe(409);
      // What the person wrote is not lost, and the new form is good.
      expect(refused.text).toContain('mobles vells</textarea>');
      expect(refused.ticket).not.toBe(form);
    }
  });

  test('without a cookie is shown again with one, and then it works', async () => {
    const { ticket } = await createVisitor(site.url).get('/xat');
    visitor = createVisitor(site.url);
    const refused = await visitor.post('/xat', { form: ticket, text: 'mobles vells' });
    expect(refused.status).toBe(400);
    expect((await visitor.post('/xat', { form: refused.ticket, text: 'mobles vells' })).status).toBe(303);
  });

  test('that is far too big is refused as such', async () => {
    visitor = createVisitor(site.url);
    const { ticket } = await visitor.get('/xat');
    expect((await visitor.post('/xat', { form: ticket, text: 'a'.repeat(200_000) })).status).toBe(413);
  });
});

describe('the cookie', () => {
  test('is for this site, this session and no script; a changed one is worth nothing', async () => {
    visitor = createVisitor(site.url);
    const page = await visitor.get('/xat');
    expect(page.setCookie).toMatch(/^xat=[\w-]+\.[\w-]+; Path=\/; HttpOnly; SameSite=Strict$/);
    await visitor.post('/xat', { form: page.ticket, text: 'mobles vells' });
    visitor.cookie = visitor.cookie?.replace(/=./, (start) => (start === '=A' ? '=B' : '=A')) ?? null;
    expect((await visitor.get('/xat')).bubbles).toEqual([]);
  });

  test('is safe behind TLS', async () => {
    const behindProxy = await startSite({ settings: { PUBLIC_URL: 'https://xat.example.cat' } });
    const page = await createVisitor(behindProxy.url).get('/xat');
    expect(page.setCookie).toMatch(/^__Host-xat=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    await behindProxy.stop();
  });

  test('is not replaced for anybody who comes by a link of another site, whose browser keeps it back', async () => {
    visitor = createVisitor(site.url);
    const page = await visitor.get('/xat', { 'sec-fetch-site': 'cross-site' });
    expect(page.setCookie).toBeNull();
    expect(page.text).toContain('http-equiv="refresh" content="0;url=/xat"');
  });

  test('names another conversation after the person began again, and only then', async () => {
    visitor = createVisitor(site.url);
    const page = await visitor.get('/xat');
    await visitor.post('/xat', { form: page.ticket, text: 'mobles vells' });
    await visitor.post('/xat/nova', { form: 'not ours' });
    const kept = await visitor.get('/xat');
    expect(kept.bubbles).toHaveLength(3);
    await visitor.post('/xat/nova', { form: kept.ticket });
    expect((await visitor.get('/xat')).bubbles).toEqual([]);
  });
});

describe('a conversation of the widget', () => {
  const begin = async (siteKey = 'finestreta') => {
    const ask = (path: string, bearer: string, body: object) =>
      fetch(`${site.url}/v3/directline${path}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }).then((response) => response.json() as Promise<{ token: string; conversationId: string }>);
    const { token } = await ask('/conversations', siteKey, { locale: 'ca' });
    return token;
  };

  test('goes on here for anybody who has its token', async () => {
    visitor = createVisitor(site.url);
    const token = await begin();
    const handed = await visitor.post('/xat/continua', { token, lang: 'ca' });
    expect(handed.text).toContain('http-equiv="refresh" content="0;url=/xat?lang=ca"');
    expect((await visitor.get('/xat')).bubbles).toEqual(['introduction ca']);
  });

  test('of another account goes on with that account, also when the person begins again', async () => {
    visitor = createVisitor(site.url);
    await visitor.post('/xat/continua', { token: await begin('finestreta.library'), lang: 'ca' });
    const page = await visitor.get('/xat');
    expect(page.bubbles).toEqual(['introduction ca']);
    await visitor.post('/xat', { form: page.ticket, text: 'mobles vells' });
    await visitor.post('/xat/nova', { form: page.ticket });
    const again = await visitor.get('/xat');
    expect(again.bubbles).toEqual([]);
    await visitor.post('/xat', { form: again.ticket, text: "com m'empadrono" });
    expect((await site.accounts()).slice(-3)).toEqual(['library', 'library', 'library']);
  });

  test('cannot be forced on somebody by a site that may not show the chat', async () => {
    visitor = createVisitor(site.url);
    const token = await begin();
    const handed = await visitor.post('/xat/continua', { token }, { origin: 'https://evil.example' });
    expect(handed.setCookie).toBeNull();
    expect((await visitor.get('/xat')).bubbles).toEqual([]);
  });

  test('whose token is not good is told to be lost, and a new one may begin', async () => {
    visitor = createVisitor(site.url);
    const lost = await visitor.post('/xat/continua', { token: 'x.y.z', lang: 'ca' });
    expect(lost.status).toBe(410);
    expect(lost.text).toContain('No hem pogut continuar');
    expect((await visitor.post('/xat', { form: lost.ticket, text: 'mobles vells' })).status).toBe(303);
  });

  test('that has not begun leads to an empty page', async () => {
    visitor = createVisitor(site.url);
    expect((await visitor.post('/xat/continua', { token: '', lang: 'en' })).text).toContain('url=/xat?lang=en');
  });
});

describe('the language', () => {
  test('is the one asked for, else that of the conversation, else of the browser, else of the city', async () => {
    visitor = createVisitor(site.url);
    expect((await visitor.get('/xat', { 'accept-language': 'de' })).lang).toBe('ca');
    expect((await visitor.get('/xat', { 'accept-language': 'de, en;q=0.8' })).lang).toBe('en');
    const page = await visitor.get('/xat?lang=ca');
    await visitor.post('/xat', { form: page.ticket, text: 'cómo me empadrono' });
    expect((await visitor.get('/xat', { 'accept-language': 'en' })).lang).toBe('es');
    expect((await visitor.get('/xat?lang=en')).lang).toBe('en');
    expect((await visitor.get('/xat?lang=xx')).lang).toBe('es');
  });
});

describe('who must leave at once', () => {
  const ask = async (text: string) => {
    const { ticket } = await visitor.get('/xat?lang=ca');
    await visitor.post('/xat', { form: ticket, lang: 'ca', text });
    return visitor.get('/xat?lang=ca');
  };

  test('finds the way out with the answer that offers it, and from then on', async () => {
    visitor = createVisitor(site.url);
    const link = 'href="/xat/surt"';
    expect((await ask("com m'empadrono")).text).not.toContain(link);
    expect((await ask('em pega')).text).toContain(link);
    const later = await ask("com m'empadrono");
    expect(later.text).toContain(link);
    expect(later.text).toMatch(/<script src="\/assets\/exit\.js\?v=[\w-]+" defer>/);
    // Nothing of it is promised that needs JavaScript.
    expect(later.text).toMatch(/<span id="quick-exit-keys" hidden>/);
  });

  test('is taken to a harmless page, which learns nothing, and the browser forgets the conversation', async () => {
    visitor = createVisitor(site.url);
    await ask('em pega');
    const left = await visitor.get('/xat/surt');
    expect([left.status, left.location]).toEqual([303, 'https://weather.example']);
    expect(left.headers.get('referrer-policy')).toBe('no-referrer');
    expect(left.headers.get('cache-control')).toBe('no-store');
    expect(left.setCookie).toMatch(/^xat=; Path=\/; Expires=Thu, 01 Jan 1970 .*HttpOnly; SameSite=Strict$/);
    expect((await visitor.get('/xat?lang=ca')).bubbles).toEqual([]);
  });

  test('has the cookie ended by the widget, which leaves by itself', async () => {
    visitor = createVisitor(site.url);
    await ask('em pega');
    const ended = await visitor.post('/xat/surt', {}, { origin: 'https://www.example.cat' });
    expect([ended.status, ended.text]).toEqual([204, '']);
    expect((await visitor.get('/xat?lang=ca')).bubbles).toEqual([]);
  });
});
