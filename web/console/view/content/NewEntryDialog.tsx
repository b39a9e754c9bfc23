import { useState } from 'preact/hooks';
import { contentStore, startEntry } from '../../actions/content/list.ts';
import { useStore } from '../../observable.ts';
import { useStrings } from '../../strings.ts';
import { Fault } from '../Fault.tsx';
import { DialogForm } from '../forms.tsx';

/** Begins a service: its title in Catalan and its topic are enough. */
export function NewEntryDialog() {
  const strings = useStrings().content;
  const topics = useStore(contentStore, ({ list }) => list?.topics ?? null) ?? [];
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
      <label class="labelled">
        {strings.topic}
        <select value={topic} onChange={({ currentTarget: { value } }) => setTopic(value)}>
          <option value="">{strings.choose}</option>
          {topics.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      </label>
      <p class="hint">{strings.newHint}</p>
      <Fault text={fault} />
    </DialogForm>
  );
}
