import { useState } from 'preact/hooks';
import { caseCloseReasons, casePriorities } from '../../../../src/core/model/case.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { Macro, MacroStep } from '../../../../src/http/api/wire.ts';
import { saveMacro } from '../../actions/tools.ts';
import { type MacroFields, macroFields, stepsOf } from '../../model/macro.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { LabelChecks } from '../LabelDialog.tsx';
import { ToolForm, ToolSelect } from './ToolForm.tsx';

/** A macro: its name, and what it does. What is left empty is not done. */
export function MacroForm({ macro, onDone }: { readonly macro: Macro | null; readonly onDone: () => void }) {
  const strings = useStrings();
  const locale = useLocale();
  const { tools } = strings;
  const setting = useStore(state, (value) => value.setting);
  const [name, setName] = useState(macro?.name ?? '');
  const [fields, setFields] = useState(macroFields(macro?.steps ?? []));
  const steps: readonly MacroStep[] = stepsOf(fields);
  const title = macro === null ? tools.newMacro : interpolate(tools.change, { name: macro.name });
  const pick = (key: Exclude<keyof MacroFields, 'labels'>, label: string, options: readonly (readonly string[])[]) => (
    <ToolSelect
      label={label}
      value={fields[key]}
      empty={tools.nothing}
      options={options}
      onPick={(value) => setFields({ ...fields, [key]: value })}
    />
  );
  return (
    <ToolForm
      title={title}
      name={name}
      onName={setName}
      isChange={macro !== null}
      isReady={steps.length > 0}
      save={() => saveMacro({ id: macro?.id ?? null, name: name.trim(), steps })}
      onDone={onDone}
    >
      <LabelChecks
        legend={tools.putLabels}
        values={fields.labels}
        onPick={(labels) => setFields({ ...fields, labels })}
      />
      {pick(
        'priority',
        strings.priority,
        casePriorities.map((each) => [each, strings.priorities[each]]),
      )}
      {pick(
        'reply',
        tools.canned,
        (setting?.canned ?? []).map(({ id, title: of }) => [id, of[locale]]),
      )}
      {pick('assign', tools.assign, [
        ['me', tools.me],
        ...(setting?.departments ?? []).map(({ id, name: of }) => [`department:${id}`, of[locale]]),
        ...(setting?.colleagues ?? []).map(({ id, name: of }) => [`agent:${id}`, of]),
      ])}
      {pick(
        'close',
        tools.close,
        caseCloseReasons.map((each) => [each, strings.closeReasons[each]]),
      )}
    </ToolForm>
  );
}
