import { useEffect, useState } from 'preact/hooks';
import { announcementKinds } from '../../../../src/core/model/announcements/announcement.ts';
import { type Locale, locales } from '../../../../src/core/model/locale.ts';
import type { ShownPreview } from '../../../../src/http/api/wireWriting.ts';
import { announcementStore, readAnnouncements } from '../../actions/announcements.ts';
import { editorStore, writeField } from '../../actions/content/editor.ts';
import { contentStore } from '../../actions/content/list.ts';
import { forgetRemoval } from '../../actions/content/lists.ts';
import { faultCode, faultText } from '../../actions/faults.ts';
import { read } from '../../api.ts';
import { textAt } from '../../model/content/fields.ts';
import { otherProblems } from '../../model/content/problems.ts';
import { useStore } from '../../observable.ts';
import { state, townDay } from '../../state.ts';
import { named, useStrings } from '../../strings.ts';
import { CheckField, LineField, SelectField } from '../content/fields.tsx';
import { LocaleTexts } from '../content/LocaleTexts.tsx';
import { PreviewedMessage } from '../content/PreviewPanel.tsx';
import { ProblemList, usePlacedProblems } from '../content/problems.tsx';
import { Fault } from '../Fault.tsx';
import { RepeatFields } from './RepeatFields.tsx';

const shown =
  /^(kind|title|text|picture|link|topic|neighbourhood|location|from|until|publishAt|repeat|except|accounts)(\.|$)/;
const titleLimit = 90;
const textLimit = 900;
const altLimit = 150;

/** An announcement: what it says, when and where, and where it goes. */
export function AnnouncementForm({ id }: { readonly id: string }) {
  const strings = useStrings();
  const own = strings.announcements;
  const problems = otherProblems(usePlacedProblems(), shown);
  const accounts = useStore(announcementStore, ({ list }) => list?.accounts ?? []);
  const topics = useStore(contentStore, ({ list }) => list?.topics ?? []);
  const hasPicture = useStore(editorStore, ({ entry }) => textAt(entry, ['picture', 'url']) !== '');
  useEffect(() => {
    forgetRemoval();
    if (announcementStore.get().list === null) void readAnnouncements(townDay(state.get()).slice(0, 7));
  }, []);
  return (
    <div class="entryform announceform">
      <ProblemList problems={problems} />
      <SelectField
        path={['kind']}
        label={own.kind}
        options={announcementKinds.map((kind) => [kind, own.kinds[kind]])}
      />
      <LocaleTexts legend={strings.content.fields.title} path={['title']} limit={titleLimit} isLong={false} />
      <LocaleTexts legend={own.text} hint={own.textHint} path={['text']} limit={textLimit} isLong />
      <div class="threes">
        <LineField path={['from']} label={own.from} hint={own.momentHint} />
        <LineField path={['until']} label={own.until} />
        <LineField path={['publishAt']} label={own.publishAt} />
      </div>
      <RepeatFields />
      <div class="threes">
        <LineField path={['location']} label={own.location} />
        <LineField path={['neighbourhood']} label={own.neighbourhood} />
        <SelectField
          path={['topic']}
          label={own.topic}
          options={topics.map((topic) => [topic, topic])}
          none={own.noTopic}
        />
      </div>
      <LineField path={['link']} label={own.link} type="url" />
      <LineField
        path={['picture', 'url']}
        label={own.picture}
        type="url"
        hint={own.pictureHint}
        // A picture without an address has no alternative text either.
        onWrite={(url) => (url === '' ? writeField(['picture'], undefined) : writeField(['picture', 'url'], url))}
      />
      {hasPicture && (
        <LocaleTexts legend={own.alt} hint={own.altHint} path={['picture', 'alt']} limit={altLimit} isLong={false} />
      )}
      <CheckField
        path={['accounts']}
        legend={own.accounts}
        options={accounts.map((each) => [each.id, each.name])}
        onWrite={(values) => writeField(['accounts'], values)}
      />
      <p class="hint">{own.accountsHint}</p>
      <Preview id={id.slice('announcements/'.length, -'.yaml'.length)} />
    </div>
  );
}

/** The whole post as each channel shows it, with its limits; read again after each save. */
function Preview({ id }: { readonly id: string }) {
  const strings = useStrings();
  const texts = strings.content.channelPreview;
  const base = useStore(editorStore, ({ document }) => document?.base ?? null);
  const [all, setAll] = useState<readonly ShownPreview[] | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [channel, setChannel] = useState('telegram');
  const [locale, setLocale] = useState<Locale>('ca');
  useEffect(() => {
    let isOver = false;
    read<{ shown: readonly ShownPreview[] | null }>(`announcements/${id}/preview`, {}).then(
      (answer) => {
        if (!isOver) setAll(answer.shown);
      },
      (error) => isOver || setFault(faultText(faultCode(error))),
    );
    return () => {
      isOver = true;
    };
  }, [id, base]);
  const channels = [...new Set((all ?? []).map((each) => each.channel))];
  const found = all?.find((each) => each.channel === channel && each.locale === locale);
  return (
    <section class="channelpreview" aria-labelledby="announcement-preview">
      <h2 id="announcement-preview">{texts.title}</h2>
      <Fault text={fault} />
      {all === null && <p class="hint">{strings.announcements.noPreview}</p>}
      {all !== null && (
        <p class="labelled inline">
          <label for="preview-channel">{texts.channel}</label>
          <select
            id="preview-channel"
            value={channel}
            onChange={({ currentTarget }) => setChannel(currentTarget.value)}
          >
            {channels.map((each) => (
              <option key={each} value={each}>
                {named(texts.channels, each)}
              </option>
            ))}
          </select>
          <label for="preview-locale">{strings.language}</label>
          <select
            id="preview-locale"
            value={locale}
            onChange={({ currentTarget }) => setLocale(currentTarget.value as Locale)}
          >
            {locales.map((each) => (
              <option key={each} value={each}>
                {strings.languages[each]}
              </option>
            ))}
          </select>
        </p>
      )}
      {found !== undefined && (
        <div class="preview">
          {(found.messages ?? []).map((message, index) => (
            <PreviewedMessage key={index} locale={locale} message={message} />
          ))}
        </div>
      )}
    </section>
  );
}
