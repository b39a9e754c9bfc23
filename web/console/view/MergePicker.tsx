import { state } from '../state.ts';
import { named, useStrings } from '../strings.ts';
import { Picker } from './Picker.tsx';

/** Cases into which the open one can be merged: open ones of the same citizen. */
export function MergePicker() {
  const strings = useStrings();
  const { selectedCase } = state.get();
  const view = selectedCase?.view ?? null;
  if (view === null) return null;
  const choices = view.related
    .filter((item) => item.case.status !== 'closed')
    .map((item) => ({
      id: item.case.code,
      label: [item.case.code, named(strings.kinds, item.case.kind), strings.personProof[item.proof]].join(' · '),
      hint: item.text,
      pick: () => requestAnimationFrame(() => state.set({ dialog: { kind: 'merge-into', code: item.case.code } })),
    }));
  return <Picker title={strings.mergeTitle} choices={choices} nothing={strings.mergeNothing} />;
}
