import { interpolate } from '../../../../../src/core/util/interpolate.ts';
import { editorStore } from '../../../actions/content/editor.ts';
import { openButton } from '../../../actions/content/lists.ts';
import { protocolStore } from '../../../actions/content/protocol.ts';
import { type DataObject, isDataObject, listAt, textAt, valueAt } from '../../../model/content/fields.ts';
import { problemsOf } from '../../../model/content/problems.ts';
import { useStore } from '../../../observable.ts';
import { type ProtocolLabels, sayDuration, useProtocolLabels } from '../../../protocolLabels.ts';
import { state } from '../../../state.ts';
import { named, useLocale, useStrings } from '../../../strings.ts';
import { Icon } from '../../Icon.tsx';
import { nameOfDepartment } from '../../names.ts';
import { MoveButtons } from '../ItemButtons.tsx';
import { usePlacedProblems } from '../problems.tsx';
import { RuleForm } from './RuleForm.tsx';

const rulesPath = ['rules'] as const;
/** Kinds that are named before "and 4 more". */
const mostKinds = 3;

/** One rule, and its form where it is open. */
export function RuleRow(props: {
  readonly at: number;
  readonly count: number;
  readonly isOpen: boolean;
  readonly onOpen: (at: number | null) => void;
}) {
  const { at, isOpen } = props;
  const strings = useStrings();
  const texts = strings.content.protocol;
  const names = useProtocolLabels();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const rule = useStore(editorStore, ({ entry }) => valueAt(entry, [...rulesPath, at]));
  const { deadlines, tones, sources } = useStore(editorStore, ({ entry }) => entry);
  const replayed = useStore(protocolStore, ({ replay }) =>
    replay?.rules.find((each) => each.rule === textAt(rule, ['id'])),
  );
  const problems = problemsOf(usePlacedProblems(), [...rulesPath, at]);
  if (!isDataObject(rule)) return null;
  const when = isDataObject(rule.when) ? rule.when : {};
  const kinds = listAt(when, ['kinds']).map((kind) => named(strings.kinds, kind));
  const more = kinds.length - mostKinds;
  const name =
    kinds.length === 0
      ? texts.anyKind
      : kinds.slice(0, mostKinds).join(', ') + (more > 0 ? ` ${interpolate(texts.more, { n: more })}` : '');
  const conditions = conditionsOf(when, names, texts);
  const to = textAt(rule, ['to']);
  const toneId = textAt(rule, ['tone']);
  const tone = textAt(tones, [toneId, 'say', locale]) || toneId;
  const duration = (field: string) => sayDuration(valueAt(deadlines, [textAt(rule, [field])]), names);
  const marks = [
    textAt(rule, ['first']) === '' ? null : `${texts.first}: ${duration('first')}`,
    textAt(rule, ['resolution']) === '' ? null : `${texts.resolution}: ${duration('resolution')}`,
  ].filter((each) => each !== null);
  return (
    <tbody class={isOpen ? 'open' : ''}>
      <tr>
        <th scope="row">
          <button
            type="button"
            class="plain rulename"
            id={openButton(rulesPath, at)}
            aria-expanded={isOpen}
            onClick={() => props.onOpen(isOpen ? null : at)}
          >
            {name}
          </button>
          <code class="hint">{textAt(rule, ['id'])}</code>
          <span class="marks">
            {conditions.map((each) => (
              <span key={each} class="tag">
                {each}
              </span>
            ))}
            {problems.length > 0 && (
              <span class="tag urgent">
                <Icon name="late" /> {interpolate(texts.problems, { n: problems.length })}
              </span>
            )}
            {replayed !== undefined && (
              <span class={`tag ${replayed.changed > 0 ? 'high' : ''}`}>
                {interpolate(texts.casesChanged, { cases: replayed.cases, changed: replayed.changed })}
              </span>
            )}
          </span>
        </th>
        <td data-label={texts.answers}>
          {to === ''
            ? listAt(rule, ['do']).includes('answer')
              ? texts.whoAttends
              : texts.nobody
            : to === 'responsible'
              ? texts.responsible
              : nameOfDepartment(setting, to, locale)}
        </td>
        <td data-label={texts.deadline}>
          {marks.length === 0 ? texts.none : marks.map((each) => <div key={each}>{each}</div>)}
        </td>
        <td data-label={texts.tone} title={tone}>
          {firstSentence(tone)}
        </td>
        <td data-label={texts.cites}>
          {listAt(rule, ['cites'])
            .map((cite) => textAt(sources, [cite]) || cite)
            .join(' · ')}
        </td>
        <td class="order">
          <MoveButtons
            path={rulesPath}
            at={at}
            count={props.count}
            name={name}
            onMoved={(moved) => isOpen && props.onOpen(moved)}
          />
        </td>
      </tr>
      {isOpen && (
        <tr class="editing">
          <td colSpan={6}>
            <RuleForm at={at} name={name} onClose={() => props.onOpen(null)} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

/** Enough of a tone to tell it from others. */
const firstSentence = (text: string): string => /^.*?[.,](?=\s|$)/.exec(text)?.[0].slice(0, -1) ?? text;

/** Where and when a rule applies besides its kinds. */
function conditionsOf(
  when: DataObject,
  names: ProtocolLabels,
  texts: Readonly<Record<string, unknown>>,
): readonly string[] {
  const surface = textAt(when, ['surface']);
  const hours = textAt(when, ['hours']);
  return [
    surface === '' ? null : named(names.surface, surface),
    hours === '' ? null : String(hours === 'open' ? texts.whenOpen : texts.whenClosed),
    ...listAt(when, ['traits']).map((trait) => named(names.traits, trait)),
    ...listAt(when, ['accounts']),
  ].filter((each) => each !== null);
}
