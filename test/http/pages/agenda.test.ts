import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PublishedAnnouncement } from '../../../src/core/model/announcements/announcement.ts';
import { announcementWith } from '../../announcements/announcement.ts';
import { publicUrl, type Site, startSite } from '../../web/support/site.ts';
import { createVisitor } from './support/visitor.ts';

const inAll = (text: string) => ({ ca: `${text} ca`, es: `${text} es`, en: `${text} en` });

const cut = announcementWith('cut', { title: inAll('Cut <b>&</b> more'), neighbourhood: 'Centre', topic: 'aigua' });
const fair = announcementWith('fair', {
  kind: 'event',
  title: inAll('Fair'),
  text: inAll('Bring **friends**; all, really.\n- one\n- two'),
  location: 'Plaça de la Vila, 1',
  from: '2026-12-05',
  until: '2026-12-06',
  link: 'https://www.example.cat/fira',
  picture: { url: 'https://www.example.cat/fira.jpg', alt: inAll('Two stalls') },
});
const talk = announcementWith('talk', { kind: 'event', title: inAll('Talk'), neighbourhood: 'Centre' });

const at = Date.parse('2026-12-01T08:00Z');
let all: readonly PublishedAnnouncement[] = [];
const town = { council: 'Ajuntament de Prova', timeZone: 'Europe/Madrid' };
let site: Site;
beforeAll(async () => {
  site = await startSite({ announcements: () => all, withdrawn: ['gone'], town: () => town });
  all = [
    { announcement: cut, publishedAt: at + 2, correctedAt: at + 86_400_000 },
    { announcement: fair, publishedAt: at + 1, correctedAt: null },
    { announcement: talk, publishedAt: at, correctedAt: null },
  ];
});
afterAll(() => site.stop());
const get = (path: string, headers?: Record<string, string>) => createVisitor(site.url).get(path, headers);

describe('the page', () => {
  test('lists notices and events in three languages, and nothing in them is markup', async () => {
    for (const lang of ['ca', 'es', 'en']) {
      const { status, text, lang: said } = await get(`/agenda?lang=${lang}`);
      expect([status, said]).toEqual([200, lang]);
      expect(text).toContain(`>Cut &lt;b&gt;&amp;&lt;/b&gt; more ${lang}</a></h3>`);
      expect(text).not.toMatch(/\{\{|undefined|\[object|<img/);
    }
    const { text } = await get('/agenda?lang=en');
    expect(text).toContain('Saturday 5 December 2026 – Sunday 6 December 2026');
    expect(text).toContain('Wednesday 2 December 2026 at 8:00 – 14:00');
    expect(text).toContain('Corrected on Wednesday 2 December 2026');
    // By when they begin.
    expect(text.indexOf('>Talk en<')).toBeLessThan(text.indexOf('>Fair en<'));
  });

  test('is begun on the front page, with when each is, and left out there when there is nothing', async () => {
    const { text } = await get('/?lang=en');
    expect(text).toContain(
      '>Cut &lt;b&gt;&amp;&lt;/b&gt; more en</a></strong> Wednesday 2 December 2026 at 8:00 – 14:00',
    );
    expect(text).toContain('<a href="/agenda/fair?lang=en">Fair en</a>');
    const shown = all;
    all = [];
    expect((await get('/?lang=en')).text).not.toContain('News from the Council');
    all = shown;
  });

  test('shows those of one neighbourhood or topic', async () => {
    const { text } = await get('/agenda?lang=ca&barri=Centre');
    expect([text.includes('>Talk ca<'), text.includes('>Fair ca<')]).toEqual([true, false]);
    expect(text).toContain('href="/agenda?lang=ca&amp;barri=Centre" aria-current="true"');
    const topic = await get('/agenda?lang=ca&tema=aigua');
    expect([topic.text.includes('>Talk ca<'), topic.text.includes('>Cut &lt;')]).toEqual([false, true]);
    expect((await get('/agenda?lang=ca&barri=Enlloc')).text).toContain('No hi ha cap anunci amb aquest filtre.');
  });

  test('is not sent twice, and is sent again when an announcement is corrected', async () => {
    const etag = (await get('/agenda?lang=ca')).headers.get('etag') ?? '';
    const headers = { 'if-none-match': etag, 'cache-control': 'max-age=0' };
    expect((await get('/agenda?lang=ca', headers)).status).toBe(304);
    const before = all;
    all = [{ announcement: cut, publishedAt: at, correctedAt: at + 5 }];
    expect((await get('/agenda?lang=ca', headers)).status).toBe(200);
    // A topic is no part of the version: another one is no correction.
    all = before.map((each) => ({ ...each, announcement: { ...each.announcement, topic: 'residus' } }));
    expect((await get('/agenda?lang=ca', headers)).status).toBe(200);
    all = before;
    town.council = 'Ajuntament Nou';
    expect((await get('/agenda?lang=ca', headers)).status).toBe(200);
    town.council = 'Ajuntament de Prova';
    town.timeZone = 'Atlantic/Canary';
    expect((await get('/agenda?lang=ca', headers)).status).toBe(200);
    town.timeZone = 'Europe/Madrid';
    expect((await get('/agenda?lang=ca', headers)).status).toBe(304);
  });

  test('of one announcement has its data; one that was withdrawn is gone, and another unknown', async () => {
    const { text } = await get('/agenda/fair?lang=es');
    const json = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)?.[1] ?? '');
    expect(json).toMatchObject({
      '@type': 'Event',
      name: 'Fair es',
      startDate: '2026-12-04T23:00:00.000Z',
      location: { '@type': 'Place', name: 'Plaça de la Vila, 1' },
      image: { caption: 'Two stalls es' },
    });
    expect(text).toContain('<a href="https://www.example.cat/fira.jpg">Imagen: Two stalls es</a>');
    expect((await get('/agenda/gone?lang=ca')).status).toBe(410);
    expect((await get('/agenda/nothing?lang=ca')).status).toBe(404);
  });
});

describe('for programs', () => {
  test('there are Atom and RSS', async () => {
    const atom = await get('/agenda.atom?lang=ca');
    expect(atom.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    expect(atom.text).toContain(`<id>${publicUrl}/agenda/cut</id>`);
    expect(atom.text).toContain('<title>Cut &lt;b&gt;&amp;&lt;/b&gt; more ca</title>');
    const rss = await get('/agenda.rss?lang=ca&barri=Centre');
    expect(rss.text.match(/<item>/g)).toHaveLength(2);
    expect(rss.text).toContain('<pubDate>Tue, 01 Dec 2026 08:00:00 GMT</pubDate>');
  });

  test('there is a calendar: lines of at most 75 bytes that end in CRLF, and nothing in a text begins one', async () => {
    const { text, headers } = await get('/agenda.ics?lang=ca');
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const lines = text.split('\r\n');
    expect(lines.at(-1)).toBe('');
    expect(lines.filter((line) => Buffer.byteLength(line) > 75 || line.includes('\n'))).toEqual([]);
    const whole = text.replaceAll('\r\n ', '').split('\r\n');
    expect(whole.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(2);
    expect(whole).toContain('DTSTART;VALUE=DATE:20261205');
    expect(whole).toContain('DTEND;VALUE=DATE:20261207');
    expect(whole).toContain('DTSTART:20261202T070000Z');
    expect(whole).toContain('LOCATION:Plaça de la Vila\\, 1');
    expect(whole.find((line) => line.startsWith('DESCRIPTION'))).toContain('\\; all\\, really.\\n');
  });

  test('there is JSON-LD: what one goes to is an Event, what one should know a SpecialAnnouncement', async () => {
    const { text, headers } = await get('/agenda.json?lang=en');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    const { itemListElement } = JSON.parse(text);
    const types = itemListElement.map(({ item }: { item: Record<string, string> }) => [item.name, item['@type']]);
    expect(types).toEqual([
      ['Cut <b>&</b> more en', 'SpecialAnnouncement'],
      ['Fair en', 'Event'],
      ['Talk en', 'Event'],
    ]);
    expect(itemListElement[0].item).toMatchObject({
      datePosted: '2026-12-01T08:00:00.002Z',
      dateModified: '2026-12-02T08:00:00.000Z',
      spatialCoverage: { name: 'Centre' },
    });
  });

  test('the chat of an account gets the newest that goes to it, and no other does', async () => {
    const before = all;
    const own = announcementWith('own', { accounts: ['web'] });
    all = [...all, { announcement: own, publishedAt: at, correctedAt: null }];
    const { text, headers } = await get('/agenda/xat.json?site=finestreta');
    expect(JSON.parse(text)).toEqual({ id: 'own', title: own.title, url: `${publicUrl}/agenda/own` });
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect((await get('/agenda/xat.json?site=other')).text).toBe('null');
    all = before;
  });
});
