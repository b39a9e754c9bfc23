import { useState } from 'preact/hooks';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { CaseLabel, Macro, ShareRule } from '../../../../src/http/api/wire.ts';
import { putRuleFirst, removeLabel, removeMacro, removeRule, saveLabel } from '../../actions/tools.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { LabelChip } from '../CaseLabels.tsx';
import { MacroForm } from './MacroForm.tsx';
import { ShareRuleForm } from './ShareRuleForm.tsx';
import { ToolForm } from './ToolForm.tsx';
import { macroSays, ruleSays } from './toolSays.ts';

/** Colours that are told apart, also by most who see few: a beginning for who does not choose one. */
const firstColours = ['#0b5a63', '#9c2c1c', '#f2b705', '#1d7a46', '#5b3a8e', '#c75b12', '#2f6fd0', '#6d6d6d'];

/** What supervisors make for everybody's work: labels, macros and rules of sharing out. */
export function ToolsPage() {
  const strings = useStrings();
  const locale = useLocale();
  const { tools } = strings;
  const setting = useStore(state, (value) => value.setting);
  const [label, setLabel] = useState<CaseLabel | null>(null);
  const [macro, setMacro] = useState<Macro | null>(null);
  const [rule, setRule] = useState<ShareRule | null>(null);
  const words = { strings, setting, locale };
  const { labels = [], macros = [], rules = [] } = setting ?? {};
  return (
    <section class="page">
      <header>
        <h1>{tools.title}</h1>
      </header>
      <p class="hint">{tools.hint}</p>
      <h2>{strings.labels}</h2>
      {labels.length === 0 && <p>{tools.noneLabels}</p>}
      <ul class="cards">
        {labels.map((each) => (
          <li key={each.id}>
            <LabelChip label={each} />
            <Buttons name={each.name} onChange={() => setLabel(each)} onRemove={() => void removeLabel(each.id)} />
          </li>
        ))}
      </ul>
      <LabelForm key={label?.id ?? `new ${labels.length}`} label={label} onDone={() => setLabel(null)} />
      <h2>{strings.macros}</h2>
      <p class="hint">{tools.macrosHint}</p>
      {macros.length === 0 && <p>{tools.noneLabels}</p>}
      <ul class="cards">
        {macros.map((each) => (
          <li key={each.id}>
            <div>
              <strong>{each.name}</strong>
              <p class="hint">{macroSays(each.steps, words)}</p>
            </div>
            <Buttons name={each.name} onChange={() => setMacro(each)} onRemove={() => void removeMacro(each.id)} />
          </li>
        ))}
      </ul>
      <MacroForm key={macro?.id ?? `new ${macros.length}`} macro={macro} onDone={() => setMacro(null)} />
      <h2>{tools.rules}</h2>
      <p class="hint">{tools.rulesHint}</p>
      {rules.length === 0 && <p>{tools.noneLabels}</p>}
      <ol class="cards">
        {rules.map((each, index) => (
          <li key={each.id}>
            <div>
              <strong>{each.name}</strong>
              <p class="hint">{ruleSays(each, words)}</p>
            </div>
            {index > 0 && (
              <button
                type="button"
                aria-label={`${tools.first}: ${each.name}`}
                onClick={() => void putRuleFirst(each.id)}
              >
                {tools.first}
              </button>
            )}
            <Buttons name={each.name} onChange={() => setRule(each)} onRemove={() => void removeRule(each.id)} />
          </li>
        ))}
      </ol>
      <ShareRuleForm key={rule?.id ?? `new ${rules.length}`} rule={rule} onDone={() => setRule(null)} />
    </section>
  );
}

function Buttons(props: { readonly name: string; readonly onChange: () => void; readonly onRemove: () => void }) {
  const { tools, edit } = useStrings();
  const { name, onChange, onRemove } = props;
  return (
    <span class="commands">
      <button type="button" aria-label={`${edit}: ${name}`} onClick={onChange}>
        {edit}
      </button>
      <button type="button" class="plain" aria-label={`${tools.remove}: ${name}`} onClick={onRemove}>
        {tools.remove}
      </button>
    </span>
  );
}

function LabelForm({ label, onDone }: { readonly label: CaseLabel | null; readonly onDone: () => void }) {
  const strings = useStrings();
  const { tools } = strings;
  const count = useStore(state, ({ setting }) => setting?.labels.length ?? 0);
  const [name, setName] = useState(label?.name ?? '');
  const [colour, setColour] = useState(label?.colour ?? firstColours[count % firstColours.length] ?? '#0b5a63');
  const title = label === null ? tools.newLabel : interpolate(tools.change, { name: label.name });
  return (
    <ToolForm
      title={title}
      name={name}
      onName={setName}
      isChange={label !== null}
      isReady
      save={() => saveLabel({ id: label?.id ?? null, name: name.trim(), colour })}
      onDone={onDone}
    >
      <label class="labelled">
        {tools.colour}
        <input
          type="color"
          class="field"
          value={colour}
          onInput={({ currentTarget }) => setColour(currentTarget.value.toLowerCase())}
        />
      </label>
      <p class="sample">
        {tools.sample} <LabelChip label={{ name: name.trim() || tools.newLabel, colour }} />
      </p>
    </ToolForm>
  );
}
