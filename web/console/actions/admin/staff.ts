import type { Agent } from '../../../../src/core/model/agent.ts';
import type { Invited, NewStaff, SentLink, StaffImport, StaffMember } from '../../../../src/http/api/wireStaff.ts';
import { ask, read } from '../../api.ts';
import { anyStaff, type StaffFilter } from '../../model/admin/staffFilter.ts';
import { createStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { stringsNow } from '../../strings.ts';
import { toast } from '../announce.ts';
import { faultCode, faultText } from '../faults.ts';

/** The people who work here, loaded when an administrator opens the page. */
export const staffStore = createStore<{
  list: readonly StaffMember[] | null;
  filter: StaffFilter;
  fault: string | null;
}>({ list: null, filter: anyStaff, fault: null });

export async function readStaff(): Promise<void> {
  try {
    staffStore.set({ list: await read<readonly StaffMember[]>('staff', {}), fault: null });
  } catch (error) {
    staffStore.set({ fault: faultText(faultCode(error)) });
  }
}

export function filterStaff(change: Partial<StaffFilter>): void {
  staffStore.set({ filter: { ...staffStore.get().filter, ...change } });
}

/** Invites a person (`id` null), which returns a link to pass on, or changes a person. */
export async function saveStaff(
  id: string | null,
  what: NewStaff,
  more: Pick<Agent, 'active' | 'platformIds'>,
): Promise<void> {
  const { name, roles, departments, locales } = what;
  try {
    if (id === null) {
      const { agent, mailed, link, expiresAt } = await ask<Invited>('POST', 'staff', what);
      const mailedTo = mailed ? agent.email : null;
      state.set({ dialog: { kind: 'invited', name: agent.name, mailedTo, link, expiresAt } });
    } else await ask('PATCH', `staff/${encodeURIComponent(id)}`, { name, roles, departments, locales, ...more });
    await readStaff();
    if (id !== null) {
      state.set({ dialog: null });
      toast(stringsNow().saved, 'good');
    }
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
  }
}

/** What an administrator does with the access of somebody else. */
export type AccessStep = 'invitation' | 'invitation/cancel' | 'reset' | 'second-factor/removal' | 'off' | 'on';

/** What came of it; `link` null: there is none to pass on. */
export type AccessResult = { readonly mailed: boolean | null } & Partial<Pick<SentLink, 'link' | 'expiresAt'>>;

/** Takes a step; null when it failed, which is said. */
export async function changeAccess(id: string, step: AccessStep): Promise<AccessResult | null> {
  const path = `staff/${encodeURIComponent(id)}`;
  try {
    if (step === 'on' || step === 'off') {
      await ask('PATCH', path, { active: step === 'on' });
      await readStaff();
      return { mailed: null };
    }
    const answer = await ask<Partial<SentLink>>('POST', `${path}/${step}`, {});
    await readStaff();
    return { ...answer, mailed: answer.mailed ?? null };
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
    return null;
  }
}

/** Says what a table would do, or does it. Null when it cannot be read as one; any other failure is said. */
export async function importStaff(csv: string, how: 'check' | 'do'): Promise<StaffImport | 'failed' | null> {
  try {
    const answer = await ask<StaffImport>('POST', how === 'check' ? 'staff/import/check' : 'staff/import', { csv });
    if (how === 'do') await readStaff();
    return answer;
  } catch (error) {
    if (faultCode(error) === 'input.invalid' || faultCode(error) === 'input.too-large') return null;
    toast(faultText(faultCode(error)), 'bad');
    return 'failed';
  }
}
