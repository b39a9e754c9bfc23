import { kinds } from '../../../../../src/core/model/kind.ts';
import { actions, sanctions, traits } from '../../../../../src/core/model/protocol.ts';
import { editorStore, writeField } from '../../../actions/content/editor.ts';
import { focusOn, openButton } from '../../../actions/content/lists.ts';
import { type DataObject, isDataObject, listAt, textAt, valueAt } from '../../../model/content/fields.ts';
import { useStore } from '../../../observable.ts';
import { sayAction, sayDuration, useProtocolLabels } from '../../../protocolLabels.ts';
import { state } from '../../../state.ts';
import { named, useLocale, useStrings } from '../../../strings.ts';
import { TextField } from '../Facts.tsx';
import { CheckField, type FieldOptions, SelectField, TextsField } from '../fields.tsx';
import { RemoveButton } from '../ItemButtons.tsx';
import { FieldProblems } from '../problems.tsx';

/** Longest text of a tone or a reply in a list of choices, in characters. */
const longest = 60;

/** A rule, field by field. */
export function RuleForm(props: { readonly at: number; readonly name: string; readonly onClose: () => void }) {
  const { at } = props;
  const path = ['rules', at];
  const strings = useStrings();
  const texts = strings.content.protocol;
  const names = useProtocolLabels();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const entry = useStore(editorStore, (value) => value.entry);
  const rule = valueAt(entry, path);
  const does = listAt(rule, ['do']);
  const isSanction = sanctions.some((each) => does.includes(each));
  const partOf = (part: string): DataObject => (isDataObject(entry[part]) ? entry[part] : {});
  const said = (part: string, text: (value: unknown) => string): FieldOptions =>
    Object.entries(partOf(part)).map(([id, value]) => [id, `${id}: ${clipped(text(value))}`]);
  const inLocale = (value: unknown) => textAt(value, ['say', locale]) || textAt(value, [locale]);
  const deadlines: FieldOptions = Object.entries(partOf('deadlines')).map(([id, value]) => {
    const binding = textAt(value, ['binding']);
    return [id, `${sayDuration(value, names)} (${id}, ${named(names.binding, binding)})`];
  });
  /** A rule keeps its `when`, however little it asks for. */
  const writeWhen = (key: string, value: string | readonly string[]) => {
    const when = isDataObject(valueAt(rule, ['when'])) ? (valueAt(rule, ['when']) as DataObject) : {};
    const { [key]: _, ...others } = when;
    writeField([...path, 'when'], value.length === 0 ? others : { ...when, [key]: value });
  };
  const departments: FieldOptions = (setting?.departments ?? []).map(({ id, name }) => [id, name[locale]]);
  const accounts: FieldOptions = (setting?.accounts ?? []).map(({ id, name }) => [id, name]);
  const pairs = <T extends string>(ids: readonly T[], say: (id: T) => string): FieldOptions =>
    ids.map((id) => [id, say(id)]);
  return (
    <div class="ruleform">
      <FieldProblems path={path} isExact />
      <fieldset class="texts">
        <legend>{texts.when}</legend>
        <CheckField
          path={[...path, 'when', 'kinds']}
          legend={texts.kinds}
          options={pairs(kinds, (kind) => named(strings.kinds, kind))}
          onWrite={(values) => writeWhen('kinds', values)}
        />
        <div class="twos">
          <SelectField
            path={[...path, 'when', 'surface']}
            label={texts.surface}
            none={texts.anywhere}
            options={pairs(['public', 'private'], (each) => names.surface[each])}
            onWrite={(value) => writeWhen('surface', value)}
          />
          <SelectField
            path={[...path, 'when', 'hours']}
            label={texts.hours}
            none={texts.anytime}
            options={[
              ['open', texts.whenOpen],
              ['closed', texts.whenClosed],
            ]}
            onWrite={(value) => writeWhen('hours', value)}
          />
        </div>
        <CheckField
          path={[...path, 'when', 'traits']}
          legend={texts.traits}
          options={pairs(traits, (trait) => names.traits[trait])}
          onWrite={(values) => writeWhen('traits', values)}
        />
        {accounts.length > 0 && (
          <CheckField
            path={[...path, 'when', 'accounts']}
            legend={texts.accounts}
            options={accounts}
            onWrite={(values) => writeWhen('accounts', values)}
          />
        )}
      </fieldset>
      <fieldset class="texts">
        <legend>{texts.what}</legend>
        <CheckField
          path={[...path, 'do']}
          legend={texts.does}
          options={pairs(actions, (action) => sayAction(action, names, texts.department, locale))}
          onWrite={(values) => writeField([...path, 'do'], values)}
        />
        <div class="twos">
          <SelectField
            path={[...path, 'to']}
            label={texts.answers}
            none={texts.nobodyElse}
            options={[['responsible', texts.responsible], ...departments]}
          />
          <SelectField
            path={[...path, 'reply']}
            label={texts.reply}
            none={texts.noReply}
            options={said('replies', inLocale)}
          />
          <SelectField path={[...path, 'first']} label={texts.first} none={texts.none} options={deadlines} />
          <SelectField path={[...path, 'resolution']} label={texts.resolution} none={texts.none} options={deadlines} />
          <SelectField path={[...path, 'tone']} label={texts.tone} options={said('tones', inLocale)} />
          <SelectField
            path={[...path, 'administrativeSilence']}
            label={texts.unanswered}
            options={said('administrativeSilence', inLocale)}
          />
          <SelectField
            path={[...path, 'escalationPolicy']}
            label={texts.escalation}
            options={pairs(Object.keys(partOf('escalationPolicies')), (id) =>
              [id, ...new Set(notified(partOf('escalationPolicies')[id]).map((role) => named(names.roles, role)))].join(
                ', ',
              ),
            )}
          />
          {(isSanction || textAt(rule, ['breaks']) !== '') && (
            <SelectField
              path={[...path, 'breaks']}
              label={texts.breaks}
              none={texts.none}
              options={said('conditions', inLocale)}
            />
          )}
          {(isSanction || textAt(rule, ['confirmation']) !== '') && (
            <SelectField
              path={[...path, 'confirmation']}
              label={texts.confirmation}
              none={texts.byPerson}
              options={[['none', texts.atOnce]]}
            />
          )}
        </div>
        <TextsField
          path={[...path, 'cites']}
          label={texts.cites}
          placeholder={texts.citesPlaceholder}
          known={Object.keys(partOf('sources'))}
          hint={<p class="hint">{texts.citesHint}</p>}
        />
        <TextField path={[...path, 'id']} label={texts.ruleId} />
      </fieldset>
      <p class="commands">
        <button
          type="button"
          onClick={() => {
            props.onClose();
            focusOn(openButton(['rules'], at));
          }}
        >
          {texts.close}
        </button>
        <RemoveButton path={['rules']} at={at} name={props.name} onRemoved={props.onClose} />
      </p>
    </div>
  );
}

const notified = (policy: unknown): readonly string[] =>
  (Array.isArray(policy) ? policy : []).flatMap((step) => listAt(step, ['notify']));

const clipped = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest).trimEnd()}…` : text.trim();
