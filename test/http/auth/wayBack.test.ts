import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { goodPassword as password, settle, totp } from '../../identity/desk.ts';
import { type OidcIssuer, startOidcIssuer } from '../../support/oidcIssuer.ts';
import { type AuthBench, type Browser, openBrowser, startDoorstep } from './bench.ts';

const email = 'anna@prat.example';
const page = '/console/cas/7KQ4-M2XB';

let issuer: OidcIssuer;
let auth: AuthBench;
beforeAll(async () => {
  issuer = await startOidcIssuer('console', 'a secret of theirs');
  const oidc = { issuer: issuer.issuer, clientId: 'console', clientSecret: 'a secret of theirs' };
  auth = await startDoorstep({ secondFactor: 'off', oidc });
  await settle(auth.desk);
});
afterAll(async () => {
  await auth.stop();
  await issuer.stop();
});

const signIn = (browser: Browser) => browser.post('/console/entra', { email, password });

/** Keeps a cookie in the browser as somebody else might have put it there. */
function plant(browser: Browser, value: string): void {
  (browser.cookies as Map<string, string>).set('finestreta.way_back', value);
}

describe('who opens a page of the console before signing in', () => {
  test.each([page, '/console/personal', '/console/ganxos', '/console/compte'])(
    'comes to %s afterwards, once',
    async (asked) => {
      const browser = openBrowser(auth.url, '10.7.0.1');
      const turned = await browser.get(asked);
      expect(turned.location).toBe('/console/entra');
      expect(turned.setCookies.join()).toMatch(/finestreta\.way_back=.*HttpOnly.*SameSite=Lax/);
      await browser.post('/console/entra', { email, password: 'a wrong one, and long' });
      expect((await signIn(browser)).location).toBe(asked);
      expect(browser.cookies.has('finestreta.way_back')).toBe(false);
      expect((await browser.get('/console/entra')).location).toBe('/console');
    },
  );

  test('keeps the language that they chose on the way', async () => {
    const browser = openBrowser(auth.url, '10.7.0.2');
    await browser.get(page);
    expect((await browser.post('/console/entra?lang=es', { email, password })).location).toBe(`${page}?lang=es`);
  });

  test('comes there over the identity provider of the city, too', async () => {
    const browser = openBrowser(auth.url, '10.7.0.3');
    await browser.get(page);
    issuer.claims = { sub: 'anna-1', email, email_verified: true };
    const begun = await browser.get('/console/entra/municipal');
    const answered = await fetch(begun.location ?? '', { redirect: 'manual' });
    const back = new URL(answered.headers.get('location') ?? '');
    expect((await browser.get(`${back.pathname}${back.search}`)).location).toBe(page);
  });

  test('comes there after the second step, not before', async () => {
    const own = await startDoorstep({ secondFactor: 'off' });
    await settle(own.desk);
    const first = openBrowser(own.url, '10.7.0.4');
    await signIn(first);
    const setUp = await first.post('/console/compte/segon-pas', {});
    const secret = (/class="secret">([^<]+)</.exec(setUp.text)?.[1] ?? '').replaceAll(' ', '');
    const backup = /<li><code>([^<]+)</.exec(setUp.text)?.[1] ?? '';
    await first.post('/console/compte/segon-pas/prova', { code: totp(secret, Date.now()) });

    const browser = openBrowser(own.url, '10.7.0.5');
    await browser.get(page);
    expect((await signIn(browser)).location).toBe('/console/entra/codi');
    expect((await browser.post('/console/entra/codi', { code: backup })).location).toBe(page);
    await own.stop();
  });

  test('comes to the beginning when they asked for that since', async () => {
    const browser = openBrowser(auth.url, '10.7.0.6');
    await browser.get(page);
    await browser.get('/console');
    expect((await signIn(browser)).location).toBe('/console');
  });
});

describe('signing in leads to pages of the console and nowhere else', () => {
  test.each([
    '//evil.example',
    'https://evil.example/console/cas/7KQ4-M2XB',
    '/console/cas/../../xat',
    '/console/cas//evil.example',
    '/console/cas/%2F%2Fevil.example',
    '/console\\evil.example',
    '/console/cas/A?next=//evil.example',
    '/console/sortir',
    '/xat',
  ])('whatever a cookie says: %j', async (value) => {
    const browser = openBrowser(auth.url, '10.7.1.1');
    plant(browser, value);
    expect((await signIn(browser)).location).toBe('/console');
  });

  test.each(['/console/no-such-page', '/console/cas/A/B', '/console//evil.example', '/console/api/cases'])(
    'whatever was asked for: %s',
    async (asked) => {
      const browser = openBrowser(auth.url, '10.7.1.2');
      expect((await browser.get(asked)).setCookies).toEqual([]);
      expect((await signIn(browser)).location).toBe('/console');
    },
  );
});
