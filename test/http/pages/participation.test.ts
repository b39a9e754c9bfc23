import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHolds } from '../../../src/content/flows/conditions.ts';
import { parkSurvey } from '../../participation/surveys.ts';
import { type Site, startSite } from '../../web/support/site.ts';
import { webTown } from '../../web/support/strings.ts';
import { createVisitor } from './support/visitor.ts';

const park = parkSurvey({ from: '2026-11-01' });
const knowledge = { ...webTown, flows: { ...webTown.flows, all: [park], holds: createHolds() } };
let site: Site;
beforeAll(async () => {
  site = await startSite({ knowledge });
});
afterAll(() => site.stop());

const given = { 'q-often': 'daily', 'q-missing': 'shade' };

test('the chat without JavaScript offers an open survey to who begins, and goes through it', async () => {
  for (const lang of ['ca', 'es', 'en']) {
    const visitor = createVisitor(site.url);
    const { text, ticket } = await visitor.get(`/xat?lang=${lang}`);
    expect(text).toMatch(new RegExp(`value="start:park"[^>]*>The park ${lang}`));
    const press = async (form: string, choice: string) => {
      await visitor.post('/xat', { form, lang, choice });
      return visitor.get(`/xat?lang=${lang}`);
    };
    const first = await press(ticket, 'start:park');
    expect(first.text).toContain(`How often do you go? ${lang}`);
    const second = await press(first.ticket, 'slot:often/never');
    const last = await press(second.ticket, 'flow:yes/closed');
    expect(last.text).toContain(`survey.thanks ${lang} The park ${lang}`);
  }
});

describe('the pages of surveys', () => {
  test('are forms and lists in three languages, and lead to the town’s platform', async () => {
    const visitor = createVisitor(site.url);
    for (const lang of ['ca', 'es', 'en']) {
      const list = await visitor.get(`/participa?lang=${lang}`);
      expect([list.status, list.lang]).toEqual([200, lang]);
      expect(list.text).toContain(`<a href="/participa/park?lang=${lang}">The park ${lang}</a>`);
      expect(list.text).toContain('href="https://participa.example.cat"');
      const form = await visitor.get(`/participa/park?lang=${lang}`);
      expect(form.text).toContain(`<legend>How often do you go? ${lang}</legend>`);
      expect(form.text.match(/type="radio"/g)).toHaveLength(6);
      // What is put to some only, and what may stay open, is not demanded.
      expect(form.text.match(/ required/g)).toHaveLength(2);
      expect(list.text + form.text).not.toMatch(/\{\{|undefined|\[object|<script/);
    }
    expect((await visitor.get('/participa/enlloc')).status).toBe(404);
  });

  test('take one answer of a browser, whether the form is sent twice or filled in again', async () => {
    const visitor = createVisitor(site.url);
    const { ticket } = await visitor.get('/participa/park?lang=es');
    const missing = await visitor.post('/participa/park', { form: ticket, lang: 'es', 'q-missing': 'shade' });
    expect([missing.status, missing.text.includes('Falta alguna respuesta')]).toEqual([400, true]);
    expect(missing.text).toContain('value="shade" checked');
    const fields = { form: missing.ticket, lang: 'es', ...given };
    const sent = await visitor.post('/participa/park', fields);
    expect([sent.status, sent.location]).toEqual([303, '/participa/park?lang=es&fet=1']);
    expect((await visitor.post('/participa/park', fields)).location).toBe(sent.location);
    expect((await visitor.get(sent.location ?? '')).text).toContain('survey.thanks es The park es');
    const again = await visitor.get('/participa/park?lang=es');
    const second = await visitor.post('/participa/park', { ...fields, form: again.ticket, 'q-often': 'never' });
    expect((await visitor.get(second.location ?? '')).text).toContain('survey.answered es The park es');
    // In the chat of the same browser, too.
    const chat = await visitor.get('/xat?lang=es');
    expect(chat.text).toContain('How often es: Every day es');
    // Others read nothing of it.
    expect((await createVisitor(site.url).get(sent.location ?? '')).text).not.toContain('survey.thanks');
  });

  test('refuse what comes from elsewhere or from no form of theirs', async () => {
    const visitor = createVisitor(site.url);
    const { ticket } = await visitor.get('/participa/park?lang=ca');
    const elsewhere = { origin: 'https://evil.example' };
    expect((await visitor.post('/participa/park', { form: ticket, ...given }, elsewhere)).status).toBe(403);
    expect((await visitor.post('/participa/park', { form: 'x', ...given })).status).toBe(409);
    expect((await visitor.post('/participa/park', { form: ticket, 'q-often': 'weekly' })).status).toBe(400);
  });

  test('show results when it is over, of which nobody is told apart', async () => {
    for (let each = 0; each < 6; each++) {
      const visitor = createVisitor(site.url);
      const { ticket } = await visitor.get('/participa/park?lang=ca');
      const fields = each === 0 ? { 'q-often': 'never', 'q-missing': 'water' } : given;
      expect((await visitor.post('/participa/park', { form: ticket, lang: 'ca', ...fields })).status).toBe(303);
    }
    await site.passForSurveys(0);
    await site.passForSurveys(20 * 365 * 86_400_000);
    for (const [lang, answers, others] of [
      ['ca', 'Respostes: 10.', 'Altres, juntes perquè són poques'],
      ['es', 'Respuestas: 10.', 'Otras, juntas porque son pocas'],
      ['en', 'Answers: 10.', 'Others, combined because they are few'],
    ] as const) {
      const { text, status } = await createVisitor(site.url).get(`/participa/park?lang=${lang}`);
      expect([status, text.includes(answers), text.includes(others)]).toEqual([200, true, true]);
      expect(text).not.toContain('<form');
    }
    const { text } = await createVisitor(site.url).get('/participa?lang=ca');
    expect(text).toContain('Ara no hi ha cap enquesta oberta.');
  });
});
