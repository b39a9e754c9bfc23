import type { CaseLabel } from '../../../src/http/api/wire.ts';
import { textOn } from '../model/contrast.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';

/** A label in its colour. */
export function LabelChip({ label: { name, colour } }: { readonly label: Pick<CaseLabel, 'name' | 'colour'> }) {
  return (
    <span class="label" style={{ backgroundColor: colour, color: textOn(colour) }}>
      {name}
    </span>
  );
}

/** The labels of a case; those that were removed since are not shown. `most`: the others are counted. */
export function CaseLabels({ ids, most }: { readonly ids: readonly string[] | undefined; readonly most: number }) {
  const setting = useStore(state, (value) => value.setting);
  if (ids === undefined || ids.length === 0 || setting === null) return null;
  const found = setting.labels.filter(({ id }) => ids.includes(id));
  return (
    <>
      {found.slice(0, most).map((label) => (
        <LabelChip key={label.id} label={label} />
      ))}
      {found.length > most && <span class="label more">+{found.length - most}</span>}
    </>
  );
}
