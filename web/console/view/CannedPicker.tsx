import { interpolate } from '../../../src/core/util/interpolate.ts';
import { insertText } from '../actions/insert.ts';
import { cannedText } from '../actions/macros.ts';
import { rankReplies, type SuggestReason, suggestFacts } from '../model/suggested.ts';
import { state } from '../state.ts';
import { named, useLocale, useStrings } from '../strings.ts';
import { nameOfDepartment } from './names.ts';
import { Picker } from './Picker.tsx';

/** Canned replies in the citizen's language, with known values filled in; those for this case first, with why. */
export function CannedPicker() {
  const strings = useStrings();
  const own = useLocale();
  const { setting, selectedCase } = state.get();
  const view = selectedCase?.view ?? null;
  if (setting === null || view === null) return null;
  const textOf = (reason: SuggestReason): string => {
    switch (reason.by) {
      case 'entry':
        return reason.title[own];
      case 'word':
        return interpolate(strings.cannedWord, { word: reason.word });
      case 'kind':
        return named(strings.kinds, view.case.kind);
      case 'department':
        return nameOfDepartment(setting, view.case.department, own);
    }
  };
  const ranked = rankReplies(setting.canned, suggestFacts(view, selectedCase?.turns ?? []));
  const isGrouped = ranked.some(({ reasons }) => reasons.length > 0);
  const choices = ranked.map(({ reply, reasons }) => {
    const filled = cannedText(reply, view);
    const group = reasons.length > 0 ? strings.cannedFitting : strings.cannedOthers;
    const why = interpolate(strings.cannedWhy, { reasons: reasons.map(textOf).join(' · ') });
    return {
      id: reply.id,
      label: reply.title[own],
      hint: filled,
      pick: () => insertText(filled),
      ...(isGrouped ? { group } : {}),
      ...(reasons.length > 0 ? { why } : {}),
    };
  });
  return <Picker title={strings.canned} choices={choices} />;
}
