import { expect, test } from '@jest/globals';
import { accessibilityFaults } from '../support/axe.ts';
import { until } from '../support/until.ts';
import { describeInConsole } from './support/inConsole.ts';

describeInConsole('a transfer with a comment', 10, (bed) => {
  test('is written, undone and sent by keyboard, is on top for who receives it, and answered when taken', async () => {
    const desk = await bed().as('anna', '/console/cas/C004-TEST', { undoSeconds: 20 });
    const { page } = desk;
    const { fake } = bed();
    await desk.command("Passa'l");
    const comment = page.getByLabel('Comentari per a qui el rep');
    await page.keyboard.type('marc');
    await page.locator('#picks [aria-selected=true]', { hasText: 'Marc Serra' }).waitFor();
    await comment.fill('Hi vaig anar ahir i no hi era.');
    expect(await accessibilityFaults(page, ['dark'])).toEqual([]);
    await comment.press('Enter');
    await desk.button(/Desfés/).waitFor();
    await page.locator('#case-title').focus();
    await page.keyboard.press('z');
    // What was written is there again.
    await until(async () => (await comment.inputValue()) === 'Hi vaig anar ahir i no hi era.');
    expect(fake.posted).toEqual([]);
    await page.locator('dialog').getByRole('combobox').fill('marc');
    await page.locator('#picks [aria-selected=true]', { hasText: 'Marc Serra' }).waitFor();
    await page.keyboard.press('Enter');
    await desk.button(/Desfés/).waitFor();

    const marc = await bed().as('marc', '/console');
    await until(() => fake.asked.filter((address) => address.includes('/stream')).length === 2);
    // Whatever else is done in the case sends what waits.
    await page.locator('#case-title').focus();
    await page.keyboard.press('n');
    await desk.field.fill('Fet.');
    await page.keyboard.press('Control+Enter');
    await until(() => fake.posted.length === 2);
    expect(fake.posted[0]?.command).toEqual({
      ...{ kind: 'assign', to: { agent: 'marc' }, comment: 'Hi vaig anar ahir i no hi era.' },
    });
    await page.locator('.said.note', { hasText: 'Hi vaig anar ahir' }).waitFor();
    await marc.notified.getByText('Us han passat un cas · C004-TEST · Hi vaig anar ahir i no hi era.').waitFor();
    await marc.page.keyboard.press('b');
    const entry = marc.page.locator('.notificationlist li', { hasText: 'Anna Puig: Hi vaig anar ahir' });
    await entry.getByRole('link').click();
    const note = marc.page.getByRole('region', { name: 'Comentari de qui us ha passat el cas' });
    await note.getByText('Anna Puig us passa el cas: Hi vaig anar ahir i no hi era.').waitFor();
    await marc.page.locator('.said').first().waitFor();
    expect(await accessibilityFaults(marc.page, ['dark'])).toEqual([]);
    await note.getByLabel('Resposta breu per a Anna Puig').fill("M'hi poso.");
    await marc.page.locator('#case-title').focus();
    await marc.page.keyboard.press('t');
    await note.waitFor({ state: 'detached' });
    expect(fake.posted.at(-1)).toMatchObject({ by: 'marc', command: { kind: 'take', answer: "M'hi poso." } });
    // Who passed it on looks at the case: the answer is in it, and in her list.
    await page.locator('.said.note', { hasText: "M'hi poso." }).waitFor();
    await page.locator('#case-title').focus();
    await page.keyboard.press('b');
    await page.locator('.notificationlist li', { hasText: "Marc Serra: M'hi poso." }).waitFor();
    expect([...desk.errors, ...marc.errors]).toEqual([]);
  });

  test('is given back, with what is answered', async () => {
    const marc = await bed().as('marc', '/console/cas/C004-TEST');
    await marc.page.locator('.said').first().waitFor();
    const { fake } = bed();
    await until(() => fake.asked.some((address) => address.includes('/stream')));
    fake.colleague('anna', 'C004-TEST', { kind: 'assign', to: { agent: 'marc' }, comment: 'És de la brigada?' });
    const note = marc.page.getByRole('region', { name: 'Comentari de qui us ha passat el cas' });
    await note.getByLabel('Resposta breu per a Anna Puig').fill('No, és de parcs.');
    await note.getByRole('button', { name: "Torna'l a Anna Puig" }).click();
    await until(() => fake.posted.length === 1);
    expect(fake.posted[0]?.command).toEqual({ kind: 'assign', to: { agent: 'anna' }, comment: 'No, és de parcs.' });
    await note.waitFor({ state: 'detached' });
  });
});
