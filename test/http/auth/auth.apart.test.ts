import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Newcomer } from '../../../src/identity/identity.ts';
import { deskTenant, goodPassword, settle, totp } from '../../identity/desk.ts';
import { postAsHost } from '../../support/asHost.ts';
import { type AuthBench, type Browser, openBrowser, startDoorstep } from './bench.ts';

const password = goodPassword;
const anna = 'anna@prat.example';
const biel = 'biel@prat.example';

/** Only the date is set: what a server waits for goes on. */
const everythingButDate = [
  ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
  ...(['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
];

let auth: AuthBench;
beforeAll(async () => {
  auth = await startDoorstep({ secondFactor: 'off' });
  const { id } = await settle(auth.desk);
  const person: Newcomer = {
    tenant: deskTenant,
    name: 'Biel',
    email: biel,
    roles: ['agent'],
    departments: [],
    locales: ['es'],
  };
  const { link } = await auth.desk.staff.invitations.invite(person, id);
  await auth.desk.staff.invitations.accept(link.token, password, null);
});
afterAll(() => auth.stop());

async function signedIn(address: string, email: string): Promise<Browser> {
  const browser = openBrowser(auth.url, address);
  const { location } = await browser.post('/console/entra', { email, password });
  expect(location).toBe('/console');
  return browser;
}

describe('without a session', () => {
  test.each(['/console/api/x', '/console/api', '/CONSOLE/api/me', '/console/Api/some', '/console/api/me/'])(
    'the interface %s is 401 by its code, whatever is asked of it',
    async (path) => {
      const browser = openBrowser(auth.url, '10.1.0.1');
      for (const answer of [await browser.get(path), await browser.post(path, {})]) {
        expect(answer.status).toBe(401);
        expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'auth.missing' } });
      }
    },
  );

  test.each(['/console', '/console/', '/console/cas/ABCD', '/console/compte', '/console/no-such-page'])(
    'the page %s leads to the sign-in',
    async (path) => {
      const answer = await openBrowser(auth.url, '10.1.0.1').get(path);
      expect([answer.status, answer.location]).toEqual([303, '/console/entra']);
    },
  );

  test('a made-up session is none', async () => {
    const browser = openBrowser(auth.url, '10.1.0.1');
    (browser.cookies as Map<string, string>).set('finestreta.session_token', 'abc.def');
    expect((await browser.get('/console/api/me')).status).toBe(401);
  });
});

describe('signing in', () => {
  test('gives a cookie that scripts cannot read and other sites do not send', async () => {
    const browser = openBrowser(auth.url, '10.1.1.1');
    const { setCookies, headers } = await browser.post('/console/entra', { email: anna, password });
    const session = setCookies.find((line) => line.startsWith('finestreta.session_token='));
    expect(session).toMatch(/HttpOnly/i);
    expect(session).toMatch(/SameSite=Lax/i);
    expect(session).toMatch(/Path=\/;/i);
    expect(session).not.toMatch(/Domain=/i);
    expect(headers.get('cache-control')).toBe('no-store');
    expect((await browser.get('/console/api/me')).status).toBe(200);
    expect((await browser.get('/console/entra')).location).toBe('/console');
  });

  test('shows the form again in the language that was asked for, and never what was typed as markup', async () => {
    const browser = openBrowser(auth.url, '10.1.1.2');
    const page = await browser.post('/console/entra?lang=en', { email: '"><b>x</b>', password: 'p' });
    expect(page.status).toBe(400);
    expect(page.text).toContain('The e-mail address or the password is wrong.');
    expect(page.text).toContain('&quot;&gt;&lt;b&gt;x');
    expect(page.text).not.toContain('<b>x');
    expect(page.text).toContain('role="alert"');
  });

  test('is the same for an unknown person and a wrong password', async () => {
    const browser = openBrowser(auth.url, '10.1.1.3');
    const [unknown, wrong] = [
      await browser.post('/console/entra', { email: 'nobody@prat.example', password }),
      await browser.post('/console/entra', { email: biel, password: 'not this one at all' }),
    ];
    const bare = (text: string) => text.replace(/value="[^"]*"/g, '');
    expect(bare(wrong.text)).toBe(bare(unknown.text));
    expect(wrong.status).toBe(unknown.status);
  });

  test('is refused after ten failures at one place, also with the right password; others, and elsewhere, come in', async () => {
    const browser = openBrowser(auth.url, '10.1.2.1');
    const wrong = () => browser.post('/console/entra', { email: anna, password: 'a wrong one, and long' });
    const statuses = (await Promise.all(Array.from({ length: 14 }, wrong))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 400)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(4);
    expect((await browser.post('/console/entra', { email: anna, password })).status).toBe(429);
    // Others come in from there, and she does from elsewhere.
    await signedIn('10.1.2.1', biel);
    await signedIn('10.1.2.2', anna);
    expect(auth.desk.events().filter(({ type }) => type === 'staff.locked')).toHaveLength(1);
  });

  test.each([
    ['ca', /Torneu-ho a provar d&#39;aquí a (15 minuts|14 minuts)\./],
    ['es', /Vuelva a probarlo dentro de (15 minutos|14 minutos)\./],
    ['en', /Try again in (15 minutes|14 minutes)\./],
  ])('that is refused says when to come back, in %s', async (lang, words) => {
    const browser = openBrowser(auth.url, `10.1.7.${['ca', 'es', 'en'].indexOf(lang)}`);
    const wrong = () => browser.post(`/console/entra?lang=${lang}`, { email: biel, password: 'a wrong one, and long' });
    for (let n = 0; n < 10; n++) expect((await wrong()).headers.get('retry-after')).toBeNull();
    const { status, headers, text } = await wrong();
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(800);
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(900);
    expect(text).toMatch(words);
  });

  test("by a browser that was known comes in, whatever others try in one's name there", async () => {
    const mine = await signedIn('10.1.8.1', biel);
    await mine.post('/console/sortir', {});
    const unknownSender = openBrowser(auth.url, '10.1.8.1');
    for (let n = 0; n < 11; n++)
      await unknownSender.post('/console/entra', { email: biel, password: 'a wrong one, and long' });
    expect((await unknownSender.post('/console/entra', { email: biel, password })).status).toBe(429);
    expect((await mine.post('/console/entra', { email: biel, password })).location).toBe('/console');
  });
});

describe('a session', () => {
  test('ends when nobody has used it for eight hours, and not before', async () => {
    jest.useFakeTimers({ now: Date.now(), doNotFake: everythingButDate });
    try {
      const browser = await signedIn('10.1.3.1', biel);
      const later = async (hours: number) => {
        jest.setSystemTime(Date.now() + hours * 3_600_000);
        return (await browser.get('/console/api/me')).status;
      };
      expect(await later(7)).toBe(200);
      expect(await later(4)).toBe(200);
      const other = await signedIn('10.1.3.2', biel);
      jest.setSystemTime(Date.now() + 8.1 * 3_600_000);
      expect((await other.get('/console/api/me')).status).toBe(401);
    } finally {
      jest.useRealTimers();
    }
  });

  test('is not kept alive by a page that nobody has touched', async () => {
    const browser = await signedIn('10.1.3.3', biel);
    const began = Date.now();
    jest.useFakeTimers({ now: began, doNotFake: everythingButDate });
    try {
      const askAt = async (hours: number, headers: Record<string, string>) => {
        jest.setSystemTime(began + hours * 3_600_000);
        return (await browser.get('/console/api/me', headers)).status;
      };
      expect(await askAt(5, { 'x-finestreta-untouched': '1' })).toBe(200);
      expect(await askAt(7.9, { 'x-finestreta-untouched': '1' })).toBe(200);
      expect(await askAt(8.1, {})).toBe(401);
    } finally {
      jest.useRealTimers();
    }
  });

  test('is ended by signing out, by a form of our own pages only', async () => {
    const browser = await signedIn('10.1.4.1', biel);
    const foreign = [{ origin: 'https://evil.example' }, { origin: 'null' }, {}, { 'sec-fetch-site': 'cross-site' }];
    for (const headers of foreign) {
      const answer = await browser.post('/console/sortir', {}, headers);
      expect(answer.status).toBe(403);
      expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'origin.refused' } });
    }
    expect((await browser.post('/console/api/me', {}, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await browser.get('/console/api/me')).status).toBe(200);
    expect((await browser.post('/console/sortir', {})).location).toBe('/console/entra');
    expect((await browser.get('/console/api/me')).status).toBe(401);
  });

  test('is seen and ended from another one, and all at once', async () => {
    const [here, there] = [await signedIn('10.1.5.1', biel), await signedIn('10.1.5.2', biel)];
    const page = await here.get('/console/compte');
    // Biel reads Spanish.
    expect(page.text).toContain('Su cuenta');
    const other = /name="session" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const ended = await here.post('/console/compte/sessio', { session: other });
    expect(ended.location).toBe('/console/compte?fet=sessio');
    expect((await here.get('/console/api/me')).status).toBe(200);
    await here.post('/console/compte/arreu', {});
    for (const browser of [here, there]) expect((await browser.get('/console/api/me')).status).toBe(401);
  });
});

describe('forms', () => {
  test('of other sites do not sign anybody in', async () => {
    const browser = openBrowser(auth.url, '10.1.6.1');
    for (const headers of [{ origin: 'https://evil.example' }, {}]) {
      const answer = await browser.post('/console/entra', { email: biel, password }, headers);
      expect(answer.status).toBe(403);
    }
    expect(browser.cookies.size).toBe(0);
    const fetched = await browser.post(
      '/console/entra',
      { email: biel, password },
      { 'sec-fetch-site': 'same-origin' },
    );
    expect(fetched.location).toBe('/console');
  });

  const signInAs = (url: string, host: string, scheme = 'http') =>
    postAsHost(`${url}/console/entra`, host, {
      body: new URLSearchParams({ email: biel, password }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: `${scheme}://${host}` },
    });

  test('of a page whose name was made to lead here do not sign anybody in (DNS rebinding)', async () => {
    const rebound = await signInAs(auth.url, 'evil.example:8080');
    expect([rebound.status, rebound.setCookies]).toEqual([403, []]);
    expect((await signInAs(auth.url, 'localhost:49152')).location).toBe('/console');
  });

  test('are taken from the public address alone where one is set, whatever the request says', async () => {
    const step = await startDoorstep({ publicUrl: 'https://finestreta.example.cat', secondFactor: 'off' });
    const statuses: number[] = [];
    for (const host of ['evil.example', 'localhost:8080', '127.0.0.1']) {
      statuses.push((await signInAs(step.url, host)).status);
    }
    const own = await signInAs(step.url, 'finestreta.example.cat', 'https');
    await step.stop();
    expect([...statuses, own.status]).toEqual([403, 403, 403, 400]);
  });

  test('that are too large or too many are not taken', async () => {
    const browser = openBrowser(auth.url, '10.1.6.2');
    expect((await browser.post('/console/entra', { email: 'x'.repeat(20_000), password })).status).toBe(413);
    const strict = await startDoorstep({ formsPerMinute: 2 });
    const visitor = openBrowser(strict.url, '10.1.6.3');
    const statuses: number[] = [];
    for (let n = 0; n < 4; n++) statuses.push((await visitor.post('/console/benvinguda', { token: 'x' })).status);
    await strict.stop();
    expect(statuses).toEqual([410, 410, 429, 429]);
  });
});

describe('the first administrator', () => {
  test('has the console in the language that they chose on the welcome page', async () => {
    const step = await startDoorstep({ secondFactor: 'privileged' });
    const browser = openBrowser(step.url, '10.2.0.9');
    const link = await step.desk.staff.invitations.first();
    const sent = { token: link?.token ?? '', name: 'Anna', email: anna, password };
    const joined = await browser.post('/console/benvinguda?lang=es', sent);
    const listed = await step.desk.staff.directory.list(deskTenant);
    await step.stop();
    expect(joined.location).toBe('/console?lang=es');
    expect(listed.map(({ locales }) => locales)).toEqual([['es']]);
  });

  test('comes in by the link, must set up a second factor, and then may do what administrators may', async () => {
    const step = await startDoorstep({ secondFactor: 'privileged' });
    const browser = openBrowser(step.url, '10.2.0.1');
    const link = await step.desk.staff.invitations.first();
    const token = link?.token ?? '';
    expect((await browser.get('/console/benvinguda')).text).toContain('<script src="/assets/welcome.js"');
    expect((await browser.post('/console/benvinguda', { token: 'made-up' })).status).toBe(410);
    const asked = await browser.post('/console/benvinguda', { token });
    expect(asked.text).toContain(`name="token" value="${token}"`);
    const person = { token, name: 'Anna <i>Puig', email: anna };
    const short = await browser.post('/console/benvinguda', { ...person, password: 'curta' });
    expect([short.status, short.text.includes('Anna &lt;i&gt;Puig')]).toEqual([400, true]);
    const joined = await browser.post('/console/benvinguda', { ...person, password });
    expect(joined.location).toBe('/console');
    expect((await browser.post('/console/benvinguda', { ...person, password })).status).toBe(410);

    expect((await browser.get('/console')).location).toBe('/console/compte');
    const refused = await browser.get('/console/api/me');
    expect([refused.status, JSON.parse(refused.text).error.code]).toEqual([403, 'auth.refused']);
    const setUp = await browser.post('/console/compte/segon-pas', {});
    expect(setUp.text).toContain('<svg class="qr" role="img"');
    const secret = (/class="secret">([^<]+)</.exec(setUp.text)?.[1] ?? '').replaceAll(' ', '');
    const backup = /<li><code>([^<]+)</.exec(setUp.text)?.[1] ?? '';
    expect((await browser.post('/console/compte/segon-pas/prova', { code: '000000' })).status).toBe(400);
    const proven = await browser.post('/console/compte/segon-pas/prova', { code: totp(secret, Date.now()) });
    expect(proven.location).toBe('/console/compte?fet=segon-pas');
    expect((await browser.get('/console/api/some')).status).toBe(200);

    const again = openBrowser(step.url, '10.2.0.2');
    expect((await again.post('/console/entra', { email: anna, password })).location).toBe('/console/entra/codi');
    expect((await again.get('/console/api/me')).status).toBe(401);
    expect((await again.post('/console/entra/codi', { code: 'nonsense' })).status).toBe(400);
    expect((await again.post('/console/entra/codi', { code: backup })).location).toBe('/console');
    expect((await again.get('/console/api/me')).status).toBe(200);
    await step.stop();
  });
});

test('a new password needs the old one, is judged, and ends the other sessions', async () => {
  const step = await startDoorstep({ secondFactor: 'off' });
  await settle(step.desk);
  const [here, there] = [openBrowser(step.url, '10.6.0.1'), openBrowser(step.url, '10.6.0.2')];
  for (const browser of [here, there]) await browser.post('/console/entra', { email: anna, password });
  const next = 'cinc gats grisos dormen';
  const change = (current: string, chosen: string) =>
    here.post('/console/compte/contrasenya', { current, next: chosen });
  expect((await change('not the old one', next)).text).toContain('La contrasenya no és correcta.');
  expect((await change(password, 'ajuntament123')).text).toContain('fàcil d&#39;endevinar');
  expect((await there.get('/console/api/me')).status).toBe(200);
  expect((await change(password, next)).location).toBe('/console/compte?fet=contrasenya');
  expect((await here.get('/console/api/me')).status).toBe(200);
  expect((await there.get('/console/api/me')).status).toBe(401);
  expect((await there.post('/console/entra', { email: anna, password })).status).toBe(400);
  expect((await there.post('/console/entra', { email: anna, password: next })).location).toBe('/console');
  await step.stop();
});

test('a role opens what is for it and nothing else', async () => {
  const browser = await signedIn('10.3.0.1', biel);
  const answer = await browser.get('/console/api/some');
  expect([answer.status, JSON.parse(answer.text).error.code]).toEqual([403, 'auth.refused']);
});

test('behind TLS the cookies are bound to this host', async () => {
  const step = await startDoorstep({ publicUrl: 'https://finestreta.example.cat', secondFactor: 'off' });
  await settle(step.desk);
  const browser = openBrowser(step.url, '10.4.0.1');
  const headers = { origin: 'https://finestreta.example.cat' };
  const { setCookies } = await browser.post('/console/entra', { email: anna, password }, headers);
  const session = setCookies.find((line) => line.startsWith('__Host-finestreta.session_token='));
  expect(session).toMatch(/;\s*Secure/i);
  expect(session).toMatch(/HttpOnly/i);
  expect((await browser.get('/console/api/me')).status).toBe(200);
  await step.stop();
});
