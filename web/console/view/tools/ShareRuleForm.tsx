import { useState } from 'preact/hooks';
import { casePriorities } from '../../../../src/core/model/case.ts';
import { kinds } from '../../../../src/core/model/kind.ts';
import { locales } from '../../../../src/core/model/locale.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { ShareRule } from '../../../../src/http/api/wire.ts';
import { saveRule } from '../../actions/tools.ts';
import { noRule, readRule, ruleFields } from '../../model/shareRule.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { LabelChecks } from '../LabelDialog.tsx';
import { ToolForm, ToolSelect } from './ToolForm.tsx';

/** A rule of sharing out: which cases it is for, and what is done with them. What is left empty does not matter. */
export function ShareRuleForm({ rule, onDone }: { readonly rule: ShareRule | null; readonly onDone: () => void }) {
  const strings = useStrings();
  const locale = useLocale();
  const { tools } = strings;
  const setting = useStore(state, (value) => value.setting);
  const [name, setName] = useState(rule?.name ?? '');
  const [fields, setFields] = useState(rule === null ? noRule : ruleFields(rule));
  const read = readRule(fields);
  const departments = (setting?.departments ?? []).map(({ id, name: of }) => [id, of[locale]]);
  const pick = (
    key: Exclude<keyof typeof fields, 'labels' | 'words'>,
    label: string,
    options: readonly (readonly (string | undefined)[])[],
    empty: string,
  ) => (
    <ToolSelect
      label={label}
      value={fields[key]}
      empty={empty}
      options={options}
      onPick={(value) => setFields({ ...fields, [key]: value })}
    />
  );
  return (
    <ToolForm
      title={rule === null ? tools.newRule : interpolate(tools.change, { name: rule.name })}
      name={name}
      onName={setName}
      isChange={rule !== null}
      isReady={read !== null}
      save={async () => read !== null && saveRule({ id: rule?.id ?? null, name: name.trim(), ...read })}
      onDone={onDone}
    >
      <fieldset>
        <legend>{tools.when}</legend>
        {pick(
          'kind',
          strings.kind,
          kinds.map((each) => [each, strings.kinds[each]]),
          tools.any,
        )}
        {pick('ofDepartment', strings.department, departments, tools.any)}
        {pick(
          'locale',
          strings.language,
          locales.map((each) => [each, strings.languages[each]]),
          tools.any,
        )}
        {pick(
          'account',
          strings.channel,
          (setting?.accounts ?? []).map(({ id, name: of }) => [id, of]),
          tools.any,
        )}
        <label class="labelled">
          {tools.words}
          <input
            class="field"
            maxLength={80}
            value={fields.words}
            onInput={({ currentTarget }) => setFields({ ...fields, words: currentTarget.value })}
          />
        </label>
      </fieldset>
      <fieldset>
        <legend>{tools.does}</legend>
        {pick('department', tools.assign, departments, tools.nothing)}
        {pick(
          'agent',
          tools.toAgent,
          (setting?.colleagues ?? []).map(({ id, name: of }) => [id, of]),
          tools.nothing,
        )}
        {pick(
          'priority',
          strings.priority,
          casePriorities.map((each) => [each, strings.priorities[each]]),
          tools.nothing,
        )}
        <LabelChecks
          legend={tools.putLabels}
          values={fields.labels}
          onPick={(labels) => setFields({ ...fields, labels })}
        />
      </fieldset>
    </ToolForm>
  );
}
