import { interpolate } from '../../../src/core/util/interpolate.ts';
import { runFromDialog } from '../actions/picked.ts';
import { gistOf } from '../model/gist.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { named, useLocale, useStrings } from '../strings.ts';
import { fullDate } from './Deadline.tsx';
import { DialogForm } from './forms.tsx';
import { nameOfDepartment } from './names.ts';

/** Shows the open case and the one with which it is merged, and what becomes of each, before that is done. */
export function MergeDialog({ into }: { readonly into: string }) {
  const strings = useStrings();
  const own = strings.merging;
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const selectedCase = useStore(state, (value) => value.selectedCase);
  const view = selectedCase?.view ?? null;
  const other = view?.related.find(({ case: { code } }) => code === into);
  if (selectedCase === null || view === null || other === undefined) return null;
  const sides = [
    [own.ends, view.case, gistOf(view, selectedCase.turns).what, ''],
    [own.goesOn, other.case, other.text, strings.personProof[other.proof]],
  ] as const;
  return (
    <DialogForm
      title={own.title}
      action={strings.commands.merge}
      ready={true}
      onDone={() => runFromDialog({ kind: 'merge', into })}
    >
      <dl class="merging">
        {sides.map(([what, { code, kind, department, openedAt, status }, text, proof]) => (
          <div key={code}>
            <dt>{what}</dt>
            <dd>
              <strong>{[code, named(strings.kinds, kind)].join(' · ')}</strong>
              <p>{text === '' ? strings.noText : text}</p>
              <p class="hint">
                {[
                  nameOfDepartment(setting, department, locale),
                  interpolate(own.opened, { at: fullDate(openedAt, locale) }),
                  status === 'snoozed' ? strings.statuses.snoozed : '',
                  proof,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </dd>
          </div>
        ))}
      </dl>
      <p class="hint">{interpolate(own.hint, { into })}</p>
    </DialogForm>
  );
}
