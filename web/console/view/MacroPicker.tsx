import { isForMany, runMacroInPicked } from '../actions/macros.ts';
import { state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { Picker } from './Picker.tsx';

/** Macros that run in all cases that are picked. */
export function MacroPicker() {
  const strings = useStrings();
  const macros = (state.get().setting?.macros ?? []).filter(isForMany);
  const choices = macros.map((macro) => ({
    id: macro.id,
    label: macro.name,
    hint: strings.macroHint,
    pick: () => runMacroInPicked(macro),
  }));
  return <Picker title={strings.macros} choices={choices} />;
}
