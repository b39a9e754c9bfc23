import { useState } from 'preact/hooks';
import { type AccountDraft, linesOf, settingAt, withSetting } from '../../model/admin/accountDraft.ts';
import { useStrings } from '../../strings.ts';
import { ChoiceField, FormField, Toggle } from './formFields.tsx';

type Settings = AccountDraft['settings'];
type Path = readonly [string, string?];

interface SettingsProps {
  readonly channel: string;
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
}

/** What a channel itself needs, as far as it is asked for here. Everything else stays as it was. */
export function ChannelSettings(props: SettingsProps) {
  const { channel, settings, onChange } = props;
  const { settings: strings } = useStrings().channelForm;
  const set = (path: Path, value: unknown) => onChange(withSetting(settings, path, value));
  const text = (path: Path) => String(settingAt(settings, path) ?? '');
  const field = (path: Path, label: string) => (
    <FormField
      id={`setting-${path.join('-')}`}
      label={label}
      value={text(path)}
      onChange={(value) => set(path, value.trim() === '' ? undefined : value.trim())}
    />
  );
  switch (channel) {
    case 'webchat':
      return (
        <>
          {field(['siteKey'], strings.siteKey)}
          <LinesField
            label={strings.origins}
            given={settingAt(settings, ['origins'])}
            onChange={(origins) => set(['origins'], origins.length === 0 ? undefined : origins)}
          />
        </>
      );
    case 'telegram':
      return (
        <>
          <ChoiceField
            id="setting-receive"
            label={strings.receive}
            value={text(['receive']) || 'polling'}
            options={[
              ['polling', strings.receivePolling],
              ['webhook', strings.receiveWebhook],
            ]}
            onChange={(value) => set(['receive'], value)}
          />
          <FormField
            id="setting-staff"
            label={strings.staffChat}
            value={text(['staff', 'chat'])}
            onChange={(value) => {
              const number = Number(value.trim());
              set(['staff', 'chat'], value.trim() === '' ? undefined : Number.isInteger(number) ? number : value);
            }}
          />
          <FormField
            id="setting-announce"
            label={strings.announceChat}
            value={text(['announce', 'chat'])}
            onChange={(value) => {
              const number = Number(value.trim());
              set(['announce', 'chat'], value.trim() === '' ? undefined : Number.isInteger(number) ? number : value);
            }}
          />
        </>
      );
    case 'discord':
      return (
        <>
          <Toggle
            checked={settingAt(settings, ['readThreads']) === true}
            onChange={(isOn) => set(['readThreads'], isOn ? true : undefined)}
          >
            {strings.readThreads}
          </Toggle>
          {field(['staff', 'channel'], strings.staffChannel)}
          {field(['announce', 'channel'], strings.announceChannel)}
        </>
      );
    case 'teams':
      return (
        <>
          <ChoiceField
            id="setting-identity"
            label={strings.identity}
            value={text(['identity'])}
            options={[
              ['', '…'],
              ['single-tenant', strings.identitySingle],
              ['managed-identity', strings.identityManaged],
            ]}
            onChange={(value) => set(['identity'], value === '' ? undefined : value)}
          />
          {field(['appId'], strings.appId)}
          {field(['directoryId'], strings.directoryId)}
          {field(['staff', 'channel'], strings.staffChannel)}
          {field(['announce', 'channel'], strings.announceChannel)}
        </>
      );
    default:
      return <OtherSettings {...props} />;
  }
}

/** A list, one element a line. The text stays as it is typed. */
function LinesField(props: {
  readonly label: string;
  readonly given: unknown;
  readonly onChange: (lines: readonly string[]) => void;
}) {
  const [text, setText] = useState(Array.isArray(props.given) ? props.given.join('\n') : '');
  return (
    <FormField
      id="setting-lines"
      label={props.label}
      value={text}
      rows={3}
      onChange={(value) => {
        setText(value);
        props.onChange(linesOf(value));
      }}
    />
  );
}

/** Settings of a channel that this page does not know. */
function OtherSettings({ settings, onChange }: SettingsProps) {
  const strings = useStrings().channelForm;
  const [text, setText] = useState(JSON.stringify(settings, null, 2));
  const [isWrong, setWrong] = useState(false);
  return (
    <FormField
      id="setting-other"
      label={strings.settings.other}
      value={text}
      rows={6}
      wrong={isWrong ? 'JSON' : null}
      onChange={(value) => {
        setText(value);
        try {
          onChange(JSON.parse(value));
          setWrong(false);
        } catch {
          setWrong(true);
        }
      }}
    />
  );
}
