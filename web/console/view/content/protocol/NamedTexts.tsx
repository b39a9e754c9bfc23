import { editorStore, writeField } from '../../../actions/content/editor.ts';
import { isDataObject, textAt } from '../../../model/content/fields.ts';
import { useStore } from '../../../observable.ts';
import { useProtocolLabels } from '../../../protocolLabels.ts';
import { useStrings } from '../../../strings.ts';
import { NumberField, SelectField, TextsField } from '../fields.tsx';
import { LocaleTexts } from '../LocaleTexts.tsx';
import { answerLimit } from '../Sides.tsx';

/** What rules name: deadlines, tones and replies. */
export function NamedTexts() {
  const strings = useStrings().content.protocol;
  return (
    <section class="sides" aria-labelledby="named-title">
      <h2 id="named-title">{strings.named}</h2>
      <p class="hint">{strings.namedHint}</p>
      <NamedGroup name="deadlines" title={strings.deadlines}>
        {(id) => <DeadlineFields id={id} />}
      </NamedGroup>
      <NamedGroup name="tones" title={strings.tones}>
        {(id) => <LocaleTexts legend={id} path={['tones', id, 'say']} limit={answerLimit} isLong />}
      </NamedGroup>
      <NamedGroup name="replies" title={strings.replies}>
        {(id) => <LocaleTexts legend={id} path={['replies', id]} limit={answerLimit} isLong />}
      </NamedGroup>
    </section>
  );
}

function NamedGroup(props: {
  readonly name: 'deadlines' | 'tones' | 'replies';
  readonly title: string;
  readonly children: (id: string) => preact.JSX.Element;
}) {
  const ids = useStore(editorStore, ({ entry }) =>
    Object.keys(isDataObject(entry[props.name]) ? (entry[props.name] ?? {}) : {}).join(' '),
  );
  return (
    <details class="side">
      <summary>{props.title}</summary>
      {ids
        .split(' ')
        .filter(Boolean)
        .map((id) => (
          <div key={id} class="namedtext">
            {props.children(id)}
          </div>
        ))}
    </details>
  );
}

const units = ['at-once', 'working-hours', 'working-days', 'calendar-days', 'months'] as const;

function DeadlineFields({ id }: { readonly id: string }) {
  const strings = useStrings().content.protocol;
  const names = useProtocolLabels();
  const path = ['deadlines', id];
  const unit = useStore(editorStore, ({ entry }) => textAt(entry, [...path, 'unit']));
  const sources = useStore(editorStore, ({ entry }) =>
    Object.keys(isDataObject(entry.sources) ? entry.sources : {}).join('\n'),
  );
  /** What a unit needs comes with it, and what it does not have goes. */
  const writeUnit = (wanted: string) => {
    const { entry } = editorStore.get();
    const before = isDataObject(entry.deadlines) && isDataObject(entry.deadlines[id]) ? entry.deadlines[id] : {};
    const { amount = 1, start = 'opening', ...rest } = before;
    writeField(path, {
      ...rest,
      unit: wanted,
      amount: wanted === 'at-once' ? undefined : amount,
      start: wanted === 'working-days' ? start : undefined,
    });
  };
  return (
    <fieldset class="texts">
      <legend>{id}</legend>
      <div class="deadlinefields">
        {unit !== 'at-once' && <NumberField path={[...path, 'amount']} label={strings.amount} />}
        <SelectField
          path={[...path, 'unit']}
          label={strings.unit}
          options={units.map((each) => [each, names.units[each].other.replace('{{amount}} ', '')])}
          onWrite={writeUnit}
        />
        {unit === 'working-days' && (
          <SelectField
            path={[...path, 'start']}
            label={strings.start}
            options={[
              ['opening', strings.fromOpening],
              ['arrival', strings.fromArrival],
            ]}
          />
        )}
        <SelectField
          path={[...path, 'binding']}
          label={strings.binding}
          options={(['law', 'guide', 'own'] as const).map((each) => [each, names.binding[each]])}
        />
      </div>
      <TextsField
        path={[...path, 'cites']}
        label={strings.cites}
        placeholder={strings.citesPlaceholder}
        known={sources.split('\n')}
      />
    </fieldset>
  );
}
