import { useState } from 'preact/hooks';
import type { DeskItem } from '../../../../src/content/desk/views.ts';
import type { Locale } from '../../../../src/core/model/locale.ts';
import { startEntry } from '../../actions/content/begin.ts';
import { contentStore } from '../../actions/content/list.ts';
import { titleOf } from '../../model/content/listFilter.ts';
import { similarServices } from '../../model/content/similarServices.ts';
import { useStore } from '../../observable.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { Fault } from '../Fault.tsx';
import { DialogForm } from '../forms.tsx';
import { RouteLink } from '../RouteLink.tsx';

/** Begins a service: its title in Catalan and its topic are enough. */
export function NewEntryDialog() {
  const strings = useStrings().content;
  const locale = useLocale();
  const list = useStore(contentStore, (value) => value.list);
  const [topics, documents] = [list?.topics ?? [], list?.documents ?? []];
  const filtered = useStore(contentStore, ({ filter }) => filter.topic);
  const [title, setTitle] = useState('');
  const [topic, setTopic] = useState(filtered);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const begin = async () => {
    setBusy(true);
    setFault(await startEntry(topic, title.trim()));
    setBusy(false);
  };
  return (
    <DialogForm
      title={strings.newEntry}
      action={strings.begin}
      ready={title.trim() !== '' && topic !== '' && !isBusy}
      onDone={() => void begin()}
    >
      <label class="labelled">
        {strings.newTitle}
        <input
          class="field"
          lang="ca"
          value={title}
          autocomplete="off"
          onInput={({ currentTarget: { value } }) => setTitle(value)}
        />
      </label>
      <div role="status">
        <Similar items={similarServices(documents, title)} />
      </div>
      <label class="labelled">
        {strings.topic}
        <select value={topic} onChange={({ currentTarget: { value } }) => setTopic(value)}>
          <option value="">{strings.choose}</option>
          {topics.map((each) => (
            <option key={each} value={each}>
              {[each, ...examplesOf(documents, each, locale)].join(' · ')}
            </option>
          ))}
        </select>
      </label>
      <p class="hint">{strings.newHint}</p>
      <Fault text={fault} />
    </DialogForm>
  );
}

/** Services that may be the same: two that are asked for alike take each other's questions. */
function Similar({ items }: { readonly items: readonly DeskItem[] }) {
  const strings = useStrings().content;
  const locale = useLocale();
  if (items.length === 0) return null;
  return (
    <>
      <p>{strings.similar}</p>
      <ul class="similar">
        {items.map((item) => (
          <li key={item.id}>
            <RouteLink route={{ page: 'content', document: item.id }}>{titleOf(item, locale)}</RouteLink>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Two services of a topic, since its name alone may not say what belongs to it. */
function examplesOf(items: readonly DeskItem[], topic: string, locale: Locale): readonly string[] {
  return items
    .filter((item) => item.kind === 'entry' && item.topic === topic && item.title !== null)
    .slice(0, 2)
    .map((item) => titleOf(item, locale));
}
