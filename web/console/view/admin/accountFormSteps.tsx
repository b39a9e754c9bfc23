import { locales } from '../../../../src/core/model/locale.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { accountStore } from '../../actions/admin/accounts.ts';
import { type StepProps, timesOf } from '../../model/admin/accountDraft.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { named, useLocale, useStrings } from '../../strings.ts';
import { Checks } from '../forms.tsx';
import { ChoiceField, FieldRule, FormField, Toggle } from './formFields.tsx';
import { HoursField } from './HoursField.tsx';

export function IdentityStep({ draft, change, isKnown, wrong }: StepProps) {
  const everyString = useStrings();
  const { fields, hints } = everyString.channelForm;
  const locale = useLocale();
  const channels = useStore(accountStore, ({ list }) => list?.channels ?? [draft.channel]);
  const departments = useStore(state, ({ setting }) => setting?.departments ?? []);
  return (
    <>
      <ChoiceField
        id="channel"
        label={fields.channel}
        value={draft.channel}
        disabled={isKnown}
        options={channels.map((each) => [each, named(everyString.channels.names, each)] as const)}
        wrong={wrong('channel')}
        onChange={(channel) => change({ channel, settings: {}, secrets: {}, kept: {} })}
      />
      <FormField
        id="name"
        label={fields.name}
        value={draft.name}
        hint={hints.name}
        wrong={wrong('name')}
        onChange={(name) => change(isKnown ? { name } : { name, id: suggestedId(draft, name) })}
      />
      <FormField
        id="id"
        label={fields.id}
        value={draft.id}
        disabled={isKnown}
        hint={hints.id}
        wrong={wrong('id')}
        onChange={(id) => change({ id })}
      />
      <FormField
        id="area"
        label={fields.area}
        value={draft.area}
        wrong={wrong('area')}
        onChange={(area) => change({ area })}
      />
      <ChoiceField
        id="department"
        label={fields.department}
        value={draft.department}
        options={[['', '…'], ...departments.map(({ id, name }) => [id, name[locale]] as const)]}
        hint={hints.department}
        wrong={wrong('department')}
        onChange={(department) => change({ department })}
      />
      <FormField
        id="url"
        label={fields.url}
        value={draft.url}
        hint={hints.url}
        wrong={wrong('url')}
        onChange={(url) => change({ url })}
      />
      <Toggle checked={draft.main} onChange={(main) => change({ main })}>
        {fields.main}
      </Toggle>
    </>
  );
}

/** An id that follows the name, until somebody writes another one. */
function suggestedId(before: StepProps['draft'], name: string): string {
  return before.id === '' || before.id === idFrom(before.name) ? idFrom(name) : before.id;
}

const idFrom = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);

export function PeopleStep({ draft, change, wrong }: StepProps) {
  const { fields, hints } = useStrings().channelForm;
  return (
    <>
      <FormField
        id="owner"
        label={fields.owner}
        value={draft.owner}
        wrong={wrong('owner')}
        onChange={(owner) => change({ owner })}
      />
      <FormField
        id="administrators"
        label={fields.administrators}
        value={draft.administrators}
        rows={3}
        hint={hints.administrators}
        wrong={wrong('administrators')}
        onChange={(administrators) => change({ administrators })}
      />
      <HoursField draft={draft} change={change} wrong={wrong('hours')} />
      <FormField
        id="description"
        label={fields.description}
        value={draft.description}
        rows={3}
        hint={interpolate(hints.description, { times: timesOf(draft.periods).join(', ') })}
        wrong={wrong('description')}
        onChange={(description) => change({ description })}
      />
    </>
  );
}

export function AnswersStep({ draft, change, wrong }: StepProps) {
  const everyString = useStrings();
  const { fields, hints, first } = everyString.channelForm;
  const topics = useStore(accountStore, ({ list }) => list?.topics ?? []);
  const [greeting] = draft.languages;
  return (
    <>
      <Checks
        legend={fields.languages}
        options={locales.map((each) => [each, everyString.languages[each]] as const)}
        values={draft.languages}
        onPick={(languages) => change({ languages })}
      />
      <FieldRule id="languages" hint={hints.languages} wrong={wrong('languages')} />
      {greeting !== undefined && (
        <ChoiceField
          id="first"
          label={first}
          value={greeting}
          options={draft.languages.map((each) => [each, everyString.languages[each]] as const)}
          onChange={(chosen) =>
            change({
              languages: [
                ...draft.languages.filter((each) => each === chosen),
                ...draft.languages.filter((each) => each !== chosen),
              ],
            })
          }
        />
      )}
      <Checks
        legend={fields.topics}
        options={topics.map((each) => [each, each] as const)}
        values={draft.topics}
        onPick={(chosen) => change({ topics: chosen })}
      />
      <FieldRule id="topics" hint={hints.topics} wrong={wrong('topics')} />
    </>
  );
}

export function WhyStep({ draft, change, wrong }: StepProps) {
  const { fields, hints } = useStrings().channelForm;
  return (
    <>
      {(['objectives', 'audience', 'content'] as const).map((field) => (
        <FormField
          key={field}
          id={field}
          label={fields[field]}
          value={draft[field]}
          rows={3}
          hint={hints.free}
          wrong={wrong(field)}
          onChange={(text) => change({ [field]: text })}
        />
      ))}
      <FormField
        id="signedBy"
        label={fields.signedBy}
        value={draft.signedBy}
        wrong={wrong('signedBy')}
        onChange={(signedBy) => change({ signedBy })}
      />
    </>
  );
}
