import type { Response } from 'playwright-core';
import type { CasePage } from '../../../src/http/api/wire.ts';
import type { PlannedCase } from './dayPlan.ts';
import type { StaffPage } from './staffPages.ts';

/** What was pressed in each case, by its name and in order: `Anna: take`. */
export type Pressed = Map<string, string[]>;

/** Somebody of staff at work, who keeps count of what they press. */
export interface DayDesk extends StaffPage {
  /** Whether replies and transfers wait, and can be undone. */
  readonly canUndo: boolean;
  /** Remembers what was pressed in a case. */
  did(name: string, ...what: readonly string[]): void;
}

export function dayDesk(staff: StaffPage, pressed: Pressed, { canUndo }: { readonly canUndo: boolean }): DayDesk {
  return {
    ...staff,
    canUndo,
    did(name, ...what) {
      pressed.set(name, [...(pressed.get(name) ?? []), ...what.map((each) => `${staff.name}: ${each}`)]);
    },
  };
}

/** The case that is open: its code, and the name that its citizen gave it. */
export interface OpenCase {
  readonly code: string;
  readonly name: string;
}

/** Takes the most urgent case that nobody has; null: there is none. */
export async function takeNext(desk: DayDesk): Promise<OpenCase | null> {
  const { page } = desk;
  await leaveField(desk);
  // The page asks which cases wait and tries one after the other. What it says in the end may be replaced at once by what it
  // says of a reply that has just been sent.
  let waiting: number | null = null;
  let refused = 0;
  const last = page.waitForResponse(async (each) => {
    if (isTooSoon(each)) return false;
    if (isOfWaiting(each)) waiting = ((await each.json()) as CasePage).items.length;
    else if (kindOf(each) !== 'take') return false;
    else if (each.ok()) return true;
    else refused += 1;
    return refused === waiting;
  });
  await page.keyboard.press('g');
  const response = await last;
  if (kindOf(response) !== 'take' || !response.ok()) return null;
  const open = await opened(desk, codeOf(response));
  desk.did(open.name, 'take');
  return open;
}

/** Whether the page was asked to wait, as it is by who works at the pace of a machine: it sends the same again. */
const isTooSoon = (response: Response) => response.status() === 429;

/** Leaves the page, which sends what waits, and comes back. */
export async function reload({ page }: DayDesk): Promise<void> {
  await page.reload();
  // Until it is drawn nobody can press anything.
  await page.locator('.queues button').first().waitFor();
}

/** Whether this is what the server says of the cases that nobody has. */
const isOfWaiting = (response: Response) => /\/api\/cases\?queue=unassigned&.*limit=10$/.test(response.url());

/** Resolves once a case is open and its matter is read. */
async function opened({ page }: DayDesk, code: string): Promise<OpenCase> {
  const said = page.locator(`[data-case="${code}"] .said.citizen`, { hasText: /Assumpte \d{3} / }).first();
  return { code, name: /Assumpte (\d{3}) /.exec((await said.textContent()) ?? '')?.[1] ?? '' };
}

/** Opens a case by its address, as a notification links to it. */
export async function follow(desk: DayDesk, code: string): Promise<OpenCase> {
  await desk.page.goto(new URL(`/console/cas/${code}`, desk.page.url()).href);
  return opened(desk, code);
}

/** Serves the case that is open to its end, as its fate has it. */
export async function serve(desk: DayDesk, open: OpenCase, { fate }: PlannedCase, passed: Set<string>): Promise<void> {
  const { page } = desk;
  const { name } = open;
  const answer = (text: string, keys: 'Control+Shift+Enter' | 'Control+Alt+Enter') => {
    desk.did(name, `reply ${text}`, keys === 'Control+Shift+Enter' ? 'close resolved' : 'snooze');
    return send(desk, open, text, keys);
  };
  const done = () => answer(`R${name}.1`, 'Control+Shift+Enter');
  switch (fate) {
    case 'snoozed':
      return answer(`R${name}.1`, 'Control+Alt+Enter');
    case 'noted':
      await page.getByRole('button', { name: 'Nota interna', exact: true }).click();
      desk.did(name, `note N${name}`);
      await page.locator('#composer').fill(`N${name}`);
      await answered(desk, open, 'note', () => page.keyboard.press('Control+Enter'));
      await page.getByRole('button', { name: 'Resposta', exact: true }).click();
      return done();
    case 'labelled':
      await leaveField(desk);
      await page.keyboard.press('l');
      await page.getByRole('menuitemcheckbox').first().waitFor();
      desk.did(name, 'label +1 -0');
      await answered(desk, open, 'label', () => page.keyboard.press('Enter'));
      if (desk.canUndo) {
        await leaveField(desk);
        desk.did(name, 'label +0 -1');
        await answered(desk, open, 'label', () => page.keyboard.press('z'));
      }
      return done();
    case 'urgent':
      await leaveField(desk);
      await page.keyboard.press('p');
      desk.did(name, 'set-priority urgent');
      await answered(desk, open, 'set-priority', () => page.getByRole('menuitemradio', { name: 'Urgent' }).click());
      return done();
    case 'passed':
      if (passed.has(name)) return done();
      passed.add(name);
      await page.locator('.casecommands').getByRole('button', { name: "Passa'l" }).click();
      await page.locator('dialog').getByRole('combobox').fill('hisenda');
      desk.did(name, 'assign hisenda');
      return sent(desk, open, 'assign', () => page.keyboard.press('Enter'));
    case 'corrected':
      if (!desk.canUndo) return done();
      await send(desk, open, `R${name}.9`, 'Control+Enter');
      await page.keyboard.press('Control+z');
      await page.locator('.held', { hasText: open.code }).waitFor({ state: 'detached' });
      return done();
    default:
      return done();
  }
}

/** Writes a reply and presses keys that send it. */
export async function send(desk: DayDesk, open: OpenCase, text: string, keys: string): Promise<void> {
  await desk.page.locator('#composer').fill(text);
  await sent(desk, open, 'reply', () => desk.page.keyboard.press(keys));
}

/** Presses what sends something: resolves once the server has it, or at once where it waits to be undone. */
async function sent(desk: DayDesk, open: OpenCase, kind: string, press: () => Promise<void>): Promise<void> {
  if (!desk.canUndo) return answered(desk, open, kind, press);
  await press();
  await desk.page.locator('.held', { hasText: open.code }).waitFor();
}

/** Presses what becomes a command of this kind, and resolves once the server has it: at once, or when it allows it. */
async function answered(desk: DayDesk, { code }: OpenCase, kind: string, press: () => Promise<void>): Promise<void> {
  const answer = desk.page.waitForResponse(
    (each) => kindOf(each) === kind && codeOf(each) === code && !isTooSoon(each),
  );
  await press();
  const response = await answer;
  if (!response.ok()) throw new Error(`${desk.name} in ${code}: ${response.status()} ${await response.text()}`);
}

/** Leaves the text field, as a click beside it does, so that single keys are commands. A case out of sight has no heading. */
async function leaveField({ page }: DayDesk): Promise<void> {
  await page.evaluate('document.activeElement?.blur()');
}

function codeOf(response: Response): string {
  return /\/cases\/([^/]+)\/commands$/.exec(response.url())?.[1] ?? '';
}

/** What was asked of the server with a command; null: it was none. */
function kindOf(response: Response): string | null {
  if (codeOf(response) === '') return null;
  return (response.request().postDataJSON() as { command: { kind: string } }).command.kind;
}
