import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { saysSecondFactor } from '../../../src/identity/credentials/provider.ts';
import { deskTenant, goodPassword, settle, totp } from '../../identity/desk.ts';
import { type OidcIssuer, startOidcIssuer } from '../../support/oidcIssuer.ts';
import { type AuthBench, type Browser, openBrowser, startDoorstep } from './bench.ts';

/** Somebody who is listed and has never signed in at the provider. */
const dora = 'dora@prat.example';

let issuer: OidcIssuer;
let auth: AuthBench;
beforeAll(async () => {
  issuer = await startOidcIssuer('console', 'a secret of theirs');
  const oidc = { issuer: issuer.issuer, clientId: 'console', clientSecret: 'a secret of theirs' };
  auth = await startDoorstep({ secondFactor: 'required', oidc });
  await settle(auth.desk);
  const person = { tenant: deskTenant, name: 'Dora', email: dora, departments: [] };
  await auth.desk.staff.invitations.invite({ ...person, roles: ['agent'], locales: ['ca'] }, null);
});
afterEach(() => {
  issuer.fault = null;
});
afterAll(async () => {
  await auth.stop();
  await issuer.stop();
});

/** Goes to the identity provider and comes back as it says; gives where the console sends the browser then. */
async function goRound(browser: Browser, claims: OidcIssuer['claims']) {
  issuer.claims = claims;
  const begun = await browser.get('/console/entra/municipal');
  const answered = await fetch(begun.location ?? '', { redirect: 'manual' });
  const back = new URL(answered.headers.get('location') ?? '');
  expect(back.origin).toBe(auth.url);
  return { back, landed: await browser.get(`${back.pathname}${back.search}`) };
}

test('who is listed comes in by the account of the city, and where it says that it asked for a second factor, ours is not asked for', async () => {
  const browser = openBrowser(auth.url, '10.5.0.1');
  expect((await browser.get('/console/entra')).text).toContain('href="/console/entra/municipal"');
  const { landed } = await goRound(browser, {
    ...{ sub: 'anna-1', email: 'ANNA@prat.example', email_verified: true },
    amr: ['pwd', 'mfa'],
  });
  expect(landed.location).toBe('/console');
  expect((await browser.get('/console/api/some')).status).toBe(200);
  const [anna] = await auth.desk.staff.directory.list(deskTenant);
  expect(auth.desk.events().at(-1)).toEqual({ type: 'staff.signed-in', agent: anna?.id, by: anna?.id });
});

test('who was invited and never chose a password comes in, and is the same person after their e-mail changed there', async () => {
  const person = { tenant: deskTenant, name: 'Clara', email: 'clara@prat.example', departments: [] };
  const { agent } = await auth.desk.staff.invitations.invite({ ...person, roles: ['agent'], locales: ['ca'] }, null);
  const browser = openBrowser(auth.url, '10.5.0.2');
  await goRound(browser, { sub: 'clara-7', email: 'clara@prat.example', email_verified: true });
  for (const claims of [
    { email: dora, email_verified: true },
    { email: 'clara.nova@prat.example', email_verified: true },
    { email: 'x@x.example' },
    {},
  ]) {
    const again = openBrowser(auth.url, '10.5.0.2');
    const { landed } = await goRound(again, { sub: 'clara-7', amr: ['mfa'], ...claims });
    expect(landed.location).toBe('/console');
    expect(JSON.parse((await again.get('/console/api/me')).text)).toEqual({ id: agent.id });
  }
});

test.each([
  ['is not listed', { sub: 'stranger', email: 'stranger@elsewhere.example', email_verified: true }],
  ['has no e-mail', { sub: 'nameless' }],
  ['claims a listed address that is not verified', { sub: 'evil', email: dora, email_verified: false }],
  ['claims one of which it is not said', { sub: 'evil', email: dora }],
  ['claims one that is verified in other words', { sub: 'evil', email: dora, email_verified: 'no', xms_edov: true }],
  ['writes it as their user name', { sub: 'evil', preferred_username: dora, email_verified: true }],
  ['writes it as their name there', { sub: 'evil', upn: dora, name: dora, email_verified: true }],
  ['has no id there', { email: dora, email_verified: true }],
  ['got the address of somebody who is linked', { sub: 'anna-2', email: 'anna@prat.example', email_verified: true }],
])('who %s stays outside and is told so', async (_, claims) => {
  const browser = openBrowser(auth.url, '10.5.0.3');
  const { landed } = await goRound(browser, claims);
  expect(landed.location).toBe('/console/entra?no=municipal');
  expect((await browser.get('/console/api/me')).status).toBe(401);
  expect((await browser.get('/console/entra?no=municipal')).text).toContain('role="alert"');
  expect(await auth.desk.staff.directory.findByEmail(deskTenant, 'stranger@elsewhere.example')).toBeNull();
});

test('who may not come in any more stays outside', async () => {
  const clara = await auth.desk.staff.directory.findByEmail(deskTenant, 'clara@prat.example');
  await auth.desk.staff.directory.change(deskTenant, clara?.id ?? '', { active: false });
  const browser = openBrowser(auth.url, '10.5.0.4');
  const { landed } = await goRound(browser, { sub: 'clara-7', email: 'clara@prat.example' });
  expect(landed.location).toBe('/console/entra?no=municipal');
  expect((await browser.get('/console/api/me')).status).toBe(401);
});

test('an answer that another browser asked for, a used one, and a forged one let nobody in', async () => {
  const claims = { sub: 'anna-1', email: 'anna@prat.example', email_verified: true };
  const victim = openBrowser(auth.url, '10.5.0.5');
  issuer.claims = claims;
  const begun = await openBrowser(auth.url, '10.5.0.6').get('/console/entra/municipal');
  const answered = await fetch(begun.location ?? '', { redirect: 'manual' });
  const back = new URL(answered.headers.get('location') ?? '');
  const landed = await victim.get(`${back.pathname}${back.search}`);
  expect(landed.location).toBe('/console/entra?no=municipal');

  const browser = openBrowser(auth.url, '10.5.0.7');
  const first = await goRound(browser, claims);
  await browser.post('/console/sortir', {});
  const replayed = await browser.get(`${first.back.pathname}${first.back.search}`);
  expect(replayed.location).toBe('/console/entra?no=municipal');
});

test.each(['key', 'issuer', 'audience', 'expired', 'nonce', 'no-nonce', 'unsigned', 'missing'] as const)(
  'an ID token with a fault (%s) lets nobody in',
  async (fault) => {
    issuer.fault = fault;
    const browser = openBrowser(auth.url, '10.5.0.8');
    const { landed } = await goRound(browser, { sub: 'anna-1', email: 'anna@prat.example', email_verified: true });
    expect(landed.location).toBe('/console/entra?no=municipal');
    expect((await browser.get('/console/api/me')).status).toBe(401);
  },
);

test('a city whose provider says it in its own way (Entra ID) is believed', async () => {
  const { landed } = await goRound(openBrowser(auth.url, '10.5.0.9'), { sub: 'dora-1', email: dora, xms_edov: '1' });
  expect(landed.location).toBe('/console');
});

test('who got a new account at the provider is linked to it after a reset', async () => {
  const { directory, invitations } = auth.desk.staff;
  const anna = await directory.findByEmail(deskTenant, 'anna@prat.example');
  if (anna === null) throw new Error('nobody is listed');
  const claims = { sub: 'anna-9', email: 'anna@prat.example', email_verified: true };
  expect((await goRound(openBrowser(auth.url, '10.5.1.0'), claims)).landed.location).toContain('no=municipal');
  const link = await invitations.reset(anna, null);
  await invitations.accept(link.token, goodPassword, null);
  expect((await goRound(openBrowser(auth.url, '10.5.1.0'), claims)).landed.location).toBe('/console');
});

describe('where the provider does not say that it asked for a second factor', () => {
  const eva = 'eva@prat.example';
  const claims = { sub: 'eva-1', email: eva, email_verified: true };

  test('who must have one and has none sets one up first, and from then on is asked for it', async () => {
    const person = { tenant: deskTenant, name: 'Eva', email: eva, departments: [], locales: ['ca'] as const };
    await auth.desk.staff.invitations.invite({ ...person, roles: ['administrator'] }, null);
    const browser = openBrowser(auth.url, '10.5.2.1');
    expect((await goRound(browser, claims)).landed.location).toBe('/console');
    expect((await browser.get('/console/api/some')).status).toBe(403);
    const setUp = await browser.post('/console/compte/segon-pas', {});
    const secret = (/class="secret">([^<]+)</.exec(setUp.text)?.[1] ?? '').replaceAll(' ', '');
    const backup = /<li><code>([^<]+)</.exec(setUp.text)?.[1] ?? '';
    const proven = await browser.post('/console/compte/segon-pas/prova', { code: totp(secret, Date.now()) });
    expect(proven.location).toBe('/console/compte?fet=segon-pas');
    expect((await browser.get('/console/api/some')).status).toBe(200);

    const again = openBrowser(auth.url, '10.5.2.2');
    expect((await goRound(again, claims)).landed.location).toBe('/console/entra/codi');
    expect((await again.get('/console/api/me')).status).toBe(401);
    expect((await again.post('/console/entra/codi', { code: backup })).location).toBe('/console');
    expect((await again.get('/console/api/some')).status).toBe(200);

    const strong = openBrowser(auth.url, '10.5.2.3');
    expect((await goRound(strong, { ...claims, amr: ['pwd', 'otp'] })).landed.location).toBe('/console');
    expect((await strong.get('/console/api/some')).status).toBe(200);
  });
});

test.each([
  [{ amr: ['mfa'] }, true],
  [{ amr: ['pwd', 'otp'] }, true],
  [{ amr: ['pin', 'hwk'] }, true],
  [{ acr: 'phr' }, true],
  [{ acr: 'http://schemas.openid.net/pape/policies/2007/06/multi-factor' }, true],
  [{ amr: ['pwd'] }, false],
  [{ amr: ['otp'] }, false],
  [{ amr: 'mfa' }, false],
  [{ acr: '1' }, false],
  [{ acr: 'not-phr' }, false],
  [{}, false],
])('a provider that says %j has asked for a second factor: %s', (claims, said) => {
  expect(saysSecondFactor(claims)).toBe(said);
});
