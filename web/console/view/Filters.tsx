import { useEffect, useRef, useState } from 'preact/hooks';
import { kinds } from '../../../src/core/model/kind.ts';
import { setFilter } from '../actions/inbox.ts';
import { type Filter, state } from '../state.ts';
import { useStore } from '../store.ts';
import { useLocale, useWords } from '../words.ts';
import { Icon } from './Icon.tsx';

type Option = readonly [value: string, text: string];

/** Search over all that was said, and what narrows the queue. */
export function Filters() {
  const words = useWords();
  const locale = useLocale();
  const filter = useStore(state, (value) => value.filter);
  const setting = useStore(state, (value) => value.setting);
  const statuses: readonly Option[] = [
    ['pending', words.statuses.pending],
    ['snoozed', words.statuses.snoozed],
    ['closed', words.statuses.closed],
    ['any', words.statuses.any],
  ];
  const narrowed = [filter.department, filter.account, filter.kind].filter((each) => each !== '').length;
  return (
    <search class="filters">
      <Search />
      <Pick name="status" label={words.status} options={statuses} />
      <details>
        <summary>
          {words.filters}
          {narrowed > 0 && <span class="count">{narrowed}</span>}
        </summary>
        <div class="narrow">
          <Pick
            name="department"
            label={words.department}
            options={[
              ['', words.anyDepartment],
              ...(setting?.departments ?? []).map(({ id, name }): Option => [id, name[locale]]),
            ]}
          />
          <Pick
            name="account"
            label={words.channel}
            options={[['', words.anyChannel], ...(setting?.accounts ?? []).map(({ id, name }): Option => [id, name])]}
          />
          <Pick
            name="kind"
            label={words.kind}
            options={[['', words.anyKind], ...kinds.map((kind): Option => [kind, words.kinds[kind]])]}
          />
        </div>
      </details>
    </search>
  );
}

function Search() {
  const words = useWords();
  const asked = useStore(state, (value) => value.filter.words);
  const [text, setText] = useState(asked);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => setText(asked), [asked]);
  return (
    <div class="search">
      <Icon name="search" />
      <input
        id="search"
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        value={text}
        autocomplete="off"
        onInput={({ currentTarget: { value } }) => {
          setText(value);
          clearTimeout(timer.current);
          const wanted = value.trim();
          // One or two letters begin half of all words: that would keep the server busy and help nobody.
          if (wanted !== '' && wanted.length < 3) return;
          timer.current = setTimeout(() => setFilter({ words: wanted }), 200);
        }}
      />
    </div>
  );
}

function Pick(props: { readonly name: keyof Filter; readonly label: string; readonly options: readonly Option[] }) {
  const value = useStore(state, ({ filter }) => filter[props.name]);
  return (
    <select
      aria-label={props.label}
      value={value}
      onChange={({ currentTarget }) => setFilter({ [props.name]: currentTarget.value })}
    >
      {props.options.map(([id, text]) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))}
    </select>
  );
}
