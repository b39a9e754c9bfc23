import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { folderSource } from '../../../../src/content/documents/source.ts';
import type { QuestionDesk } from '../../../../src/content/unanswered/questionDesk.ts';
import { createDeskStore } from '../../../support/contentDesk.ts';
import { type GatedDesk, openGatedDesk } from '../../../support/gatedDesk.ts';
import { standIn } from '../../../support/standIn.ts';
import { startFakeConsole } from './fakeConsole.ts';
import { setting } from './people.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const looks = { locale: 'ca-ES', viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' } as const;
const entry = 'faq/animals/animals.cens';

/** Takes the pictures of docs/ca/editar.md, with the shipped content. Resolves to their paths below `docs`. */
export async function takeEditorPictures(browser: Browser, pictures: string): Promise<readonly string[]> {
  const opened = await openGatedDesk(createDeskStore(), folderSource(join(root, 'dialogs')));
  const fake = await startFakeConsole(join(root, 'dist/web'), 4, { ...opened, questions: askedInVain });
  const taken: string[] = [];
  const picture = async (page: Page, name: string) => {
    await page.screenshot({ path: join(pictures, `${name}.png`), caret: 'hide' });
    taken.push(`images/${name}.png`);
  };
  try {
    const context = await browser.newContext(looks);
    await context.addCookies([{ name: 'agent', value: 'eva', url: fake.url }]);
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await page.route('**/console/api/setting', (route) => route.fulfill({ json: settingOf(opened) }));
    await page.goto(`${fake.url}/console`);
    await page.locator('.contents li').first().waitFor();
    await picture(page, 'editar-llista');

    await page.goto(`${fake.url}/console/contingut/text/${entry}`);
    await page.locator('.entryform').waitFor();
    const answer = page.locator('#field-answer-ca');
    await answer.fill((await answer.inputValue()).replace("l'heu d'inscriure", "l'heu d'apuntar"));
    await page.locator('.localetext', { hasText: 'reviseu la traducció' }).first().waitFor();
    await page.locator('.saving.saved', { hasText: 'Esborrany desat' }).waitFor();
    await page.evaluate('document.activeElement.blur(); document.querySelector(".document > .page").scrollTop = 0');
    await picture(page, 'editar-servei');

    await page.getByRole('button', { name: 'Per paràgrafs' }).first().click();
    await page.getByRole('button', { name: 'Edita el paràgraf 1: Castellà' }).click();
    await page.locator('.paragraphrow[aria-current]').first().waitFor();
    await page.locator('.texts:has(.compared)').evaluate((element) => element.scrollIntoView());
    await picture(page, 'editar-paragrafs');
    await page.getByRole('button', { name: 'Per paràgrafs' }).first().click();

    await page.getByRole('button', { name: 'Prova-ho' }).click();
    await page.locator('#trial-field').fill('he de censar el gos?');
    await page.keyboard.press('Enter');
    await page.locator('.why summary').click();
    await answer.scrollIntoViewIfNeeded();
    await page.locator('.why').scrollIntoViewIfNeeded();
    await picture(page, 'editar-prova');

    await page.goto(`${fake.url}/console/contingut/text/protocol.yaml`);
    await page.locator('.rulename').first().waitFor();
    await page.locator('#try-message').fill('El fanal del meu carrer no funciona des de fa tres setmanes');
    await page.keyboard.press('Enter');
    await page.locator('.outcome').waitFor();
    await picture(page, 'editar-protocol');

    await page.goto(`${fake.url}/console/contingut/text/calendar.yaml`);
    await page.locator('.holidays').waitFor();
    await picture(page, 'editar-calendari');

    await page.goto(`${fake.url}/console/contingut/text/flows/street-incident.yaml`);
    await page.locator('.stepname').nth(3).click();
    await page.locator('.stepform').waitFor();
    await page.locator('#steps-title').evaluate('(element) => element.scrollIntoView()');
    await picture(page, 'editar-flux');

    await page.goto(`${fake.url}/console/contingut/sense-resposta`);
    await page.locator('.cluster').last().waitFor();
    await picture(page, 'editar-sense-resposta');

    await page.goto(`${fake.url}/console/contingut/publica`);
    await page.getByRole('button', { name: 'Comprova-ho' }).click();
    await page.locator('.summary').waitFor();
    await page.locator('#publish-note').fill('Text més planer');
    await page.locator('#publish-title').scrollIntoViewIfNeeded();
    await picture(page, 'editar-publica');
  } finally {
    await opened.checks.stop();
    await fake.stop();
  }
  return taken;
}

/** What people might have asked, for the picture. */
const askedInVain = standIn<QuestionDesk>({
  list: async () => ({
    clusters: [
      {
        ...{ id: 'a'.repeat(22), times: 3, people: 3, first: Date.parse('2026-11-20T09:12:00Z') },
        ...{ last: Date.parse('2026-11-26T17:40:00Z'), languages: { ca: 2, es: 1 }, accounts: { web: 3 } },
        problems: { unknown: 3 },
        questions: [
          { mark: 'a'.repeat(22), text: 'Puc tenir gallines al pati de casa?', locale: 'ca', at: 1 },
          { mark: 'b'.repeat(22), text: '¿Se pueden tener gallinas en el patio?', locale: 'es', at: 1 },
        ],
        nearest: [
          {
            ...{ entry: 'animals.cens', document: entry, confidence: 0.31 },
            title: { ca: 'Censar un gos, un gat o una fura', es: '', en: '' },
          },
        ],
        reply: null,
        progress: { state: 'open' },
      },
    ],
    counts: { open: 1, followed: 2, aside: 0 },
    next: null,
    ready: true,
  }),
  entryFigures: async () => [],
});

/** Names as the service has them. */
function settingOf({ knowledge }: GatedDesk) {
  const { departments } = knowledge.content().departments;
  return {
    ...setting,
    departments: departments.map(({ id, name, withArticle = name }) => ({ id, name, withArticle })),
  };
}
