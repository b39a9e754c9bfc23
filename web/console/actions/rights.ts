import type { PersonalData } from '../../../src/core/model/rights/personalData.ts';
import type { RequestedRight } from '../../../src/core/model/rights/rightsRequest.ts';
import type { RightsItem, RightsList, RightsProof } from '../../../src/http/api/wireRights.ts';
import { ask, askForFile, read } from '../api.ts';
import { createStore } from '../observable.ts';
import { state } from '../state.ts';
import { stringsNow } from '../strings.ts';
import { toast } from './announce.ts';
import { faultCode, faultText } from './faults.ts';
import { saveFile } from './files.ts';
import { knowColleagues } from './session.ts';

/** What people asked of what is kept about them. */
export const rightsStore = createStore<{
  list: RightsList | null;
  /** What is kept, of the requests for which it was asked for. */
  data: Readonly<Record<string, PersonalData>>;
  busy: boolean;
  fault: string | null;
}>({ list: null, data: {}, busy: false, fault: null });

export async function readRights(): Promise<void> {
  try {
    const list = await read<RightsList>('rights', {});
    knowColleagues(list.requests.flatMap(({ by, closed }) => [by, closed?.by ?? null]));
    rightsStore.set({ list, fault: null });
  } catch (error) {
    rightsStore.set({ fault: faultText(faultCode(error)) });
  }
}

/** Forgets what was shown of people, as when the page is left. */
export function forgetRights(): void {
  rightsStore.set({ list: null, data: {}, fault: null });
}

/** Runs a step; resolves to its answer, or null where the page now says what went wrong. */
async function attempt<T>(step: () => Promise<T>): Promise<T | null> {
  rightsStore.set({ busy: true });
  try {
    const answer = await step();
    rightsStore.set({ busy: false, fault: null });
    return answer;
  } catch (error) {
    const fault = faultText(faultCode(error));
    rightsStore.set({ busy: false, fault });
    toast(fault, 'bad');
    return null;
  }
}

async function stepAndShow(path: string, body: unknown, done: string): Promise<void> {
  const item = await attempt(() => ask<RightsItem>('POST', path, body));
  if (item === null) return;
  state.set({ dialog: null });
  toast(done, 'good');
  await readRights();
}

export const openRequest = (given: {
  readonly right: RequestedRight;
  readonly of: string;
  readonly identified: string;
  readonly receivedOn: string;
}) => stepAndShow('rights', given, stringsNow().rights.opened);

export const answerRequest = (
  id: string,
  answer: { readonly outcome: 'done' | 'refused'; readonly note: string; readonly correction: string },
) => stepAndShow(`rights/${id}/answer`, answer, stringsNow().rights.outcomes[answer.outcome]);

export const extendRequest = (id: string, reason: string) =>
  stepAndShow(`rights/${id}/extend`, { reason }, stringsNow().rights.extended);

export const unrestrictRequest = (id: string, reason: string) =>
  stepAndShow(`rights/${id}/unrestrict`, { reason }, stringsNow().rights.unrestricted);

/** Shows what is kept, or hides it again. */
export async function showKept(id: string): Promise<void> {
  const { [id]: shown, ...others } = rightsStore.get().data;
  if (shown !== undefined) return rightsStore.set({ data: others });
  const data = await attempt(() => ask<PersonalData>('POST', `rights/${id}/data`, {}));
  if (data !== null) rightsStore.set({ data: { ...rightsStore.get().data, [id]: data } });
}

export async function saveKept(id: string): Promise<void> {
  const file = await attempt(() => askForFile(`rights/${id}/file`, {}));
  if (file === null) return;
  saveFile(file, 'dades.zip');
  toast(stringsNow().rights.saved, 'good');
  await readRights();
}

/** Saves the proof that the public log holds the answer. */
export async function saveProof(id: string): Promise<void> {
  const found = await attempt(() => read<RightsProof>(`rights/${id}/proof`, {}));
  if (found === null) return;
  if (found.proof === null) return toast(stringsNow().rights.noProof, 'bad');
  saveFile(new Blob([found.proof], { type: 'text/plain' }), `dret-${id.slice(0, 8)}.tlog-proof`);
}
