import { editors, handlers, hasRole, readers } from '../../../src/core/cases/policy.ts';
import type { StaffRole } from '../../../src/core/model/agent.ts';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { Me, Setting } from '../../../src/http/api/wire.ts';
import { ask, read } from '../api.ts';
import { absenceNow } from '../model/absence.ts';
import { pageRoles } from '../model/pageAccess.ts';
import type { Route } from '../model/route.ts';
import { state } from '../state.ts';
import { stringsNow } from '../strings.ts';
import { loadTexts } from '../texts/index.ts';
import { showLastDay } from '../townDates.ts';
import { nameOfAgent } from '../view/names.ts';
import { toast } from './announce.ts';
import { keepOwnDevice } from './deviceHere.ts';
import { faultCode, faultText } from './faults.ts';

/** Loads the signed-in person: nothing is shown before. */
export async function readMe(): Promise<Me> {
  const me = await read<Me>('me', {});
  // In Catalan rather than not at all.
  await loadTexts(me.locale).catch(() => {});
  state.set({ me });
  keepOwnDevice();
  document.documentElement.lang = me.locale;
  return me;
}

export async function readSetting(): Promise<void> {
  const setting = await read<Setting>('setting', {}).catch(() => null);
  state.set(setting === null ? { isSettingRead: true } : { setting, isSettingRead: true });
}

/** Whether the person has one of some roles. */
function holdsMe(roles: readonly StaffRole[]): boolean {
  const { me } = state.get();
  return me !== null && hasRole(me, roles);
}

/** Editors write what the bot says; they may not see cases. */
export function seesCases(): boolean {
  return holdsMe(readers);
}

/** Whether the person answers people. */
export function answersPeople(): boolean {
  return holdsMe(handlers);
}

/** Whether there are notifications for the person: of cases, or of services that expire. */
export function isNotified(): boolean {
  return answersPeople() || mayEdit();
}

/** Whether the person may write what the bot says. */
export function mayEdit(): boolean {
  return holdsMe(editors);
}

/** Whether a page is for one of the person's roles. */
export function maySee(page: Route['page']): boolean {
  return holdsMe(pageRoles[page]);
}

/** Where a person's own work is: who answers nobody writes what the bot says, or watches who reads what. */
export function ownPage(): Route {
  if (answersPeople()) return { page: 'inbox', code: null };
  return mayEdit() ? { page: 'content', document: null } : { page: 'readings' };
}

const asked = new Set<string>();

/** Reloads names when an unknown id appears, such as a colleague who was just added. */
export function knowColleagues(ids: readonly (string | null)[]): void {
  const { setting } = state.get();
  if (setting === null) return;
  const known = [...setting.colleagues, ...setting.others];
  const unknownSenders = ids.filter((id) => id !== null).filter((id) => !known.some((each) => each.id === id));
  // An id that stays unknown is requested once.
  const isNew = unknownSenders.some((id) => !asked.has(id));
  for (const id of unknownSenders) asked.add(id);
  if (isNew) void readSetting();
}

export async function switchAvailability(): Promise<void> {
  const { me } = state.get();
  if (me === null) return;
  const availability = me.availability === 'available' ? 'away' : 'available';
  state.set({ me: { ...me, availability } });
  try {
    state.set({ me: await ask<Me>('POST', 'me/availability', { availability }) });
    const strings = stringsNow();
    toast(availability === 'available' ? strings.nowAvailable : strings.nowAway, 'good');
  } catch (error) {
    state.set({ me });
    toast(faultText(faultCode(error)), 'bad');
  }
}

/** Says that somebody is away until the end of a day, `YYYY-MM-DD`, and their deputy. */
export async function keepAbsence(agent: string, lastDay: string, deputy: string): Promise<void> {
  await changeAbsence(agent, 'absences', { agent, lastDay, deputy });
}

/** Says that a colleague is back before the day. */
export async function endAbsence(agent: string): Promise<void> {
  await changeAbsence(agent, 'absences/removal', { agent });
}

async function changeAbsence(agent: string, path: string, body: object): Promise<void> {
  try {
    const me = await ask<Me>('POST', path, body);
    state.set({ me });
    await readSetting();
    const strings = stringsNow().absence;
    const { setting } = state.get();
    const absence = agent === me.id ? me.absence : absenceNow(setting, agent, state.get().now);
    const said =
      absence === null
        ? interpolate(strings.ended, { name: nameOfAgent(setting, agent) })
        : interpolate(agent === me.id ? strings.saved : strings.savedFor, {
            name: nameOfAgent(setting, agent),
            until: showLastDay(absence, me.locale),
            deputy: nameOfAgent(setting, absence.deputy),
          });
    toast(said, 'good');
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
  }
}
