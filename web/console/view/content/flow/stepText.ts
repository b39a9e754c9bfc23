import { interpolate } from '../../../../../src/core/util/interpolate.ts';
import { editorStore } from '../../../actions/content/editor.ts';
import { textAt } from '../../../model/content/fields.ts';
import { kindOfStep, readCondition, slotTitle, slotValues } from '../../../model/content/flowSteps.ts';
import { useStore } from '../../../observable.ts';
import { named, useStrings } from '../../../strings.ts';

/** What a step says or does, in one line. */
export function useStepText(): (step: unknown, locale: string) => string {
  const strings = useStrings();
  const texts = strings.content.flow;
  const entry = useStore(editorStore, (value) => value.entry);
  return (step, locale) => {
    const text = (key: string) => textAt(step, [key, locale]) || textAt(step, [key, 'ca']);
    switch (kindOfStep(step)) {
      case 'collect':
        return `${slotTitle(entry, textAt(step, ['collect']), locale)}: ${text('ask')}`;
      case 'say':
        return text('say');
      case 'confirm':
        return text('confirm');
      case 'call':
        return textAt(step, ['call']);
      case 'do': {
        const kind = textAt(step, ['kind']);
        const about = [kind === '' ? '' : named(strings.kinds, kind), textAt(step, ['entry']), textAt(step, ['slot'])];
        return [named(texts.actions, textAt(step, ['do'])), ...about.filter((each) => each !== '')].join(' · ');
      }
      case 'if': {
        const condition = readCondition(textAt(step, ['if']));
        if (condition === null) return textAt(step, ['if']);
        const { slot, is, value } = condition;
        const known = slotValues(entry, slot, locale, texts)?.find(([each]) => each === value)?.[1];
        return interpolate(is ? texts.conditionIs : texts.conditionIsNot, {
          slot: slotTitle(entry, slot, locale),
          value: value === '' ? texts.nothing : (known ?? value),
        });
      }
      default:
        return '';
    }
  };
}
