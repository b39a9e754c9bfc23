import type { CaseLabel, DeskSettings, Macro, ShareRule } from '../../../src/http/api/wire.ts';
import { ask } from '../api.ts';
import { state } from '../state.ts';
import { stringsNow } from '../strings.ts';
import { toast } from './announce.ts';
import { faultCode, faultText } from './faults.ts';

type Unsaved<T extends { readonly id: string }> = Omit<T, 'id'> & { readonly id: string | null };

/** Each resolves to whether it was done. */
export const saveLabel = ({ id, name, colour }: Unsaved<CaseLabel>): Promise<boolean> =>
  post('labels', { id, name, colour }, stringsNow().tools.saved);
export const removeLabel = (id: string): Promise<boolean> => post('labels/remove', { id }, stringsNow().tools.removed);
export const saveMacro = ({ id, name, steps }: Unsaved<Macro>): Promise<boolean> =>
  post('macros', { id, name, steps }, stringsNow().tools.saved);
export const removeMacro = (id: string): Promise<boolean> => post('macros/remove', { id }, stringsNow().tools.removed);

export const saveRule = ({ id, name, when, does }: Unsaved<ShareRule>): Promise<boolean> =>
  post('rules', { id, name, when, does }, stringsNow().tools.saved);
export const putRuleFirst = (id: string): Promise<boolean> => post('rules/first', { id }, stringsNow().tools.saved);
export const removeRule = (id: string): Promise<boolean> => post('rules/remove', { id }, stringsNow().tools.removed);

async function post(path: string, body: unknown, done: string): Promise<boolean> {
  try {
    const { labels, macros, rules } = await ask<DeskSettings>('POST', path, body);
    const { setting } = state.get();
    if (setting !== null) state.set({ setting: { ...setting, labels, macros, rules } });
    toast(done, 'good');
    return true;
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
    return false;
  }
}
