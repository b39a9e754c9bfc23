import { useState } from 'preact/hooks';
import type { QuestionCluster } from '../../../../src/content/unanswered/views.ts';
import { type Locale, locales } from '../../../../src/core/model/locale.ts';
import { contentStore, readContentList } from '../../actions/content/list.ts';
import { addWordingTo, beginEntryWith } from '../../actions/content/unanswered.ts';
import { hasIdentifier } from '../../model/content/clusters.ts';
import { everything, shownItems, titleOf } from '../../model/content/listFilter.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { Fault } from '../Fault.tsx';
import { DialogForm, Options } from '../forms.tsx';

/** Releases the words of a question to be a wording of an entry, or of a new one. */
export function UseQuestionDialog(props: { readonly cluster: QuestionCluster; readonly use: 'entry' | 'new-entry' }) {
  const { cluster, use } = props;
  const everyString = useStrings();
  const strings = everyString.content.unanswered;
  const reader = useLocale();
  const list = useStore(contentStore, (value) => value.list);
  if (list === null) void readContentList();
  const [mark, setMark] = useState(cluster.questions[0]?.mark ?? '');
  const [text, setText] = useState(cluster.questions[0]?.text ?? '');
  const [locale, setLocale] = useState<Locale>(cluster.questions[0]?.locale ?? 'ca');
  const [document, setDocument] = useState(cluster.nearest[0]?.document ?? '');
  const [title, setTitle] = useState('');
  const [topic, setTopic] = useState('');
  const [withReply, setWithReply] = useState(cluster.reply !== null);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const entries = list === null ? [] : shownItems(list.documents, everything, reader, '');
  const isNamed = hasIdentifier(text);
  const isWhole = use === 'entry' ? document !== '' : title.trim() !== '' && topic !== '';
  const isReady = text.trim().length > 1 && !isNamed && isWhole && !isBusy;
  const send = async () => {
    setBusy(true);
    const wording = { cluster: cluster.id, question: mark, locale, text: text.trim() };
    const why =
      use === 'entry'
        ? await addWordingTo(wording, document)
        : await beginEntryWith(wording, { topic, title: title.trim(), withReply: withReply && cluster.reply !== null });
    if (why === null) state.set({ dialog: null });
    setFault(why);
    setBusy(false);
  };
  return (
    <DialogForm
      title={use === 'entry' ? strings.addTo : strings.newEntry}
      action={use === 'entry' ? strings.addHere : everyString.content.begin}
      ready={isReady}
      onDone={() => void send()}
    >
      {cluster.questions.length > 1 && (
        <Options
          legend={strings.which}
          options={cluster.questions.map((each) => [each.mark, each.text] as const)}
          value={mark}
          onPick={(picked) => {
            const question = cluster.questions.find((each) => each.mark === picked);
            setMark(picked);
            setText(question?.text ?? '');
            setLocale(question?.locale ?? 'ca');
          }}
        />
      )}
      <label class="labelled">
        {strings.wording}
        <input
          class="field"
          lang={locale}
          maxLength={300}
          value={text}
          autocomplete="off"
          aria-describedby="wording-hint"
          onInput={({ currentTarget: { value } }) => setText(value)}
        />
      </label>
      <p class={isNamed ? 'problem' : 'hint'} id="wording-hint">
        {isNamed ? strings.identifier : strings.wordingHint}
      </p>
      <label class="labelled">
        {strings.language}
        <select value={locale} onChange={({ currentTarget: { value } }) => setLocale(value as Locale)}>
          {locales.map((each) => (
            <option key={each} value={each}>
              {everyString.languages[each]}
            </option>
          ))}
        </select>
      </label>
      {use === 'entry' ? (
        <label class="labelled">
          {strings.service}
          <select value={document} onChange={({ currentTarget: { value } }) => setDocument(value)}>
            <option value="">{everyString.content.choose}</option>
            {entries
              .filter(({ state: of }) => of !== 'removed')
              .map((item) => (
                <option key={item.id} value={item.id}>
                  {titleOf(item, reader)}
                </option>
              ))}
          </select>
        </label>
      ) : (
        <>
          <label class="labelled">
            {everyString.content.newTitle}
            <input
              class="field"
              lang="ca"
              maxLength={200}
              value={title}
              autocomplete="off"
              onInput={({ currentTarget: { value } }) => setTitle(value)}
            />
          </label>
          <label class="labelled">
            {everyString.content.topic}
            <select value={topic} onChange={({ currentTarget: { value } }) => setTopic(value)}>
              <option value="">{everyString.content.choose}</option>
              {(list?.topics ?? []).map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </select>
          </label>
          {cluster.reply !== null && (
            <label class="toggle">
              <input type="checkbox" checked={withReply} onChange={() => setWithReply(!withReply)} />
              {strings.withReply}
            </label>
          )}
          <p class="hint">{everyString.content.newHint}</p>
        </>
      )}
      <Fault text={fault} />
    </DialogForm>
  );
}
