import { useEffect, useState } from 'preact/hooks';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { AccountAnswer, ChannelForm } from '../../../../src/http/api/wireAccounts.ts';
import { accountStore, readChannel, testAccount } from '../../actions/admin/accounts.ts';
import { givenBy, type StepProps } from '../../model/admin/accountDraft.ts';
import { useStore } from '../../observable.ts';
import { named, useStrings } from '../../strings.ts';
import { FaultText } from './AccountTags.tsx';
import { ChannelSettings } from './ChannelSettings.tsx';
import { FieldRule, FormField } from './formFields.tsx';

/** How the account reaches its platform: secrets, typed once and tested, and the channel's own settings. */
export function PlatformStep({ draft, change, wrong }: StepProps) {
  const strings = useStrings().channelForm;
  const [form, setForm] = useState<ChannelForm | null>(null);
  useEffect(() => void readChannel(draft.channel).then(setForm), [draft.channel]);
  const needsSecrets = form !== null && form.secrets.length > 0;
  return (
    <>
      <fieldset class="secrets">
        <legend>{strings.fields.secrets}</legend>
        <FieldRule
          id="secrets"
          hint={form !== null && !needsSecrets ? strings.noSecrets : strings.hints.secrets}
          wrong={wrong('secrets')}
        />
        {form?.secrets.map(({ name, optional }) => {
          const label = named(strings.secretNames, name);
          return (
            <FormField
              key={name}
              id={`secret-${name}`}
              isSecret
              label={optional ? interpolate(strings.optional, { name: label }) : label}
              value={draft.secrets[name] ?? ''}
              hint={Object.hasOwn(draft.kept, name) ? strings.secretKept : ''}
              onChange={(text) => change({ secrets: { ...draft.secrets, [name]: text } })}
            />
          );
        })}
      </fieldset>
      <fieldset class="secrets">
        <legend>{strings.fields.settings}</legend>
        <FieldRule id="settings" wrong={wrong('settings')} />
        <ChannelSettings
          channel={draft.channel}
          settings={draft.settings}
          onChange={(settings) => change({ settings })}
        />
      </fieldset>
      {needsSecrets && <Test draft={draft} />}
    </>
  );
}

/** Asks the platform, with what is typed and not kept, who the account would be. */
function Test({ draft }: Pick<StepProps, 'draft'>) {
  const everyString = useStrings();
  const busy = useStore(accountStore, (value) => value.busy);
  const [answer, setAnswer] = useState<AccountAnswer | null>(null);
  const isTyped = Object.values(draft.secrets).some((each) => each.trim() !== '');
  return (
    <div>
      <button
        type="button"
        disabled={busy || !isTyped}
        onClick={() => void testAccount(givenBy(draft, 'request')).then(setAnswer)}
      >
        {everyString.channelForm.test}
      </button>
      <div role="status">
        {busy && <p class="hint">{everyString.channels.checking}</p>}
        {!busy && answer?.kind === 'good' && (
          <p class="goodanswer">{interpolate(everyString.channels.checkGood, answer.identity)}</p>
        )}
        {!busy && answer?.kind === 'failing' && (
          <p class="faulty">
            <FaultText code={answer.code} message={answer.message} />
          </p>
        )}
      </div>
    </div>
  );
}
