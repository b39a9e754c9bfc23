import { useEffect, useRef, useState } from 'preact/hooks';
import { kinds } from '../../../src/core/model/kind.ts';
import { setFilter } from '../actions/inbox.ts';
import { useStore } from '../observable.ts';
import { type Filter, state } from '../state.ts';
import { useLocale, useStrings } from '../strings.ts';
import { Icon } from './Icon.tsx';

type Option = readonly [value: string, text: string];

/** Full-text search, and the filters of the queue. */
export function Filters() {
  const strings = useStrings();
  const locale = useLocale();
  const filter = useStore(state, (value) => value.filter);
  const setting = useStore(state, (value) => value.setting);
  const statuses: readonly Option[] = [
    ['pending', strings.statuses.pending],
    ['snoozed', strings.statuses.snoozed],
    ['closed', strings.statuses.closed],
    ['any', strings.statuses.any],
  ];
  const narrowed = [filter.department, filter.account, filter.kind].filter((each) => each !== '').length;
  return (
    <search class="filters">
      <Search />
      <Pick name="status" label={strings.status} options={statuses} />
      <details>
        <summary>
          {strings.filters}
          {narrowed > 0 && <span class="count">{narrowed}</span>}
        </summary>
        <div class="narrow">
          <Pick
            name="department"
            label={strings.department}
            options={[
              ['', strings.anyDepartment],
              ...(setting?.departments ?? []).map(({ id, name }): Option => [id, name[locale]]),
            ]}
          />
          <Pick
            name="account"
            label={strings.channel}
            options={[['', strings.anyChannel], ...(setting?.accounts ?? []).map(({ id, name }): Option => [id, name])]}
          />
          <Pick
            name="kind"
            label={strings.kind}
            options={[['', strings.anyKind], ...kinds.map((kind): Option => [kind, strings.kinds[kind]])]}
          />
        </div>
      </details>
    </search>
  );
}

function Search() {
  const strings = useStrings();
  const asked = useStore(state, (value) => value.filter.search);
  const [text, setText] = useState(asked);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => setText(asked), [asked]);
  return (
    <div class="search">
      <Icon name="search" />
      <input
        id="search"
        type="search"
        aria-label={strings.search}
        placeholder={strings.search}
        value={text}
        autocomplete="off"
        onInput={({ currentTarget: { value } }) => {
          setText(value);
          clearTimeout(timer.current);
          const wanted = value.trim();
          // One or two letters match half of all words: that would load the server and help nobody.
          if (wanted !== '' && wanted.length < 3) return;
          timer.current = setTimeout(() => setFilter({ search: wanted }), 200);
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
