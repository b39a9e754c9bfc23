import { useEffect, useState } from 'preact/hooks';
import { locales } from '../../../../src/core/model/locale.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import brand from '../../../brand.json';
import { readEmbed, siteStore } from '../../actions/admin/connections.ts';
import { toast } from '../../actions/announce.ts';
import { type EmbedChoice, embedCode, embedData, embedStyle } from '../../model/admin/embedCode.ts';
import { contrastOf } from '../../model/contrast.ts';
import { useStore } from '../../observable.ts';
import { datesIn, useLocale, useStrings } from '../../strings.ts';
import { RouteLink } from '../RouteLink.tsx';
import { AdminPage } from './AdminPage.tsx';
import { ChoiceField, Toggle } from './formFields.tsx';

/** Fewest times that a colour must stand out from white. */
const leastContrast = 4.5;
const ourColour = brand.light.accent;

/** Makes the code that pages need to show the chat, and shows the chat as they would. */
export function EmbedPage() {
  const strings = useStrings().embed;
  const { embed, fault } = useStore(siteStore, (value) => value);
  useEffect(() => void readEmbed(), []);
  return (
    <AdminPage id="embed" title={strings.title} hint={strings.hint} fault={fault} isRead={embed !== null}>
      {embed !== null && <Builder />}
    </AdminPage>
  );
}

function Builder() {
  const everyString = useStrings();
  const strings = everyString.embed;
  const locale = useLocale();
  const embed = useStore(siteStore, (value) => value.embed);
  const [account, setAccount] = useState('web');
  const [options, setOptions] = useState<Omit<EmbedChoice, 'siteKey'>>({
    language: '',
    position: 'end',
    theme: '',
    isOpen: false,
    colour: null,
  });
  const [isShown, setShown] = useState(false);
  const site = embed?.sites.find((each) => each.account === account) ?? embed?.sites[0];
  if (embed === null || site === undefined) return null;
  const choice: EmbedChoice = { ...options, siteKey: site.siteKey };
  const code = embedCode(embed.url, choice);
  const change = (changes: Partial<EmbedChoice>) => setOptions({ ...options, ...changes });
  const copy = () =>
    navigator.clipboard.writeText(code).then(
      () => toast(strings.copied, 'good'),
      () => toast(strings.notCopied, 'bad'),
    );
  const ratio = options.colour === null ? null : contrastOf(options.colour, '#ffffff');
  return (
    <div class="accountform">
      <ChoiceField
        id="embed-account"
        label={strings.account}
        value={site.account}
        options={embed.sites.map((each) => [each.account, each.name] as const)}
        onChange={setAccount}
      />
      <ChoiceField
        id="embed-language"
        label={strings.language}
        value={options.language}
        options={[['', strings.pageLanguage], ...locales.map((each) => [each, everyString.languages[each]] as const)]}
        onChange={(language) => change({ language })}
      />
      <ChoiceField
        id="embed-position"
        label={strings.position}
        value={options.position}
        options={[
          ['end', strings.positions.end],
          ['start', strings.positions.start],
        ]}
        onChange={(position) => change({ position: position === 'start' ? 'start' : 'end' })}
      />
      <ChoiceField
        id="embed-theme"
        label={strings.theme}
        value={options.theme}
        options={[
          ['', strings.themes['']],
          ['light', strings.themes.light],
          ['dark', strings.themes.dark],
        ]}
        onChange={(theme) => change({ theme })}
      />
      <Toggle checked={options.isOpen} onChange={(isOpen) => change({ isOpen })}>
        {strings.open}
      </Toggle>
      <Toggle checked={options.colour !== null} onChange={(isOwn) => change({ colour: isOwn ? ourColour : null })}>
        {strings.ownColour}
      </Toggle>
      {options.colour !== null && (
        <label class="colour">
          {strings.colour}{' '}
          <input
            type="color"
            value={options.colour}
            onInput={({ currentTarget: { value } }) => change({ colour: value })}
          />
        </label>
      )}
      {ratio !== null && ratio < leastContrast && (
        <p class="warned" role="status">
          {interpolate(strings.lowContrast, {
            ratio: ratio.toLocaleString(datesIn(locale), { maximumFractionDigits: 1 }),
          })}
        </p>
      )}
      <label class="labelled">
        {strings.code}
        <textarea
          class="embedcode"
          readOnly
          rows={5}
          value={code}
          spellcheck={false}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
      </label>
      <p class={site.origins.length === 0 ? 'warned' : 'hint'}>
        {site.origins.length === 0
          ? strings.noOrigins
          : interpolate(strings.origins, { origins: site.origins.join(', ') })}{' '}
        <RouteLink route={{ page: 'account', account: site.account }}>{strings.toAccount}</RouteLink>
      </p>
      <p class="commands">
        <button type="button" class="button" onClick={() => void copy()}>
          {strings.copy}
        </button>
        <button type="button" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
          {isShown ? strings.previewOff : strings.preview}
        </button>
      </p>
      {isShown && <p class="hint">{strings.previewHint}</p>}
      {isShown && <Preview key={code} choice={choice} />}
    </div>
  );
}

/** The chat itself, as a page with this code has it. It goes with the page. */
function Preview({ choice }: { readonly choice: EmbedChoice }) {
  useEffect(() => {
    const chat = document.createElement('finestreta-chat');
    for (const [name, value] of Object.entries(embedData(choice))) chat.setAttribute(name, value);
    for (const [name, value] of Object.entries(embedStyle(choice))) chat.style.setProperty(name, value);
    document.body.append(chat);
    if (document.querySelector('script[src="/embed.js"]') === null) {
      const script = document.createElement('script');
      script.src = '/embed.js';
      document.head.append(script);
    }
    return () => chat.remove();
  }, []);
  return null;
}
