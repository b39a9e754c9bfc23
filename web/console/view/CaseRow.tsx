import { Component } from 'preact';
import type { CaseItem } from '../../../src/http/api/wire.ts';
import { go } from '../actions/route.ts';
import { pathOf } from '../model/place.ts';
import { state } from '../state.ts';
import { useStore } from '../store.ts';
import { named, useLocale, useWords } from '../words.ts';
import { Deadline, shortDate } from './Deadline.tsx';
import { nameOfAccount, nameOfAgent, nameOfDepartment } from './names.ts';

/** Pixels; all rows have the same height, so that it is known where each one is without drawing it. */
export const rowHeight = 92;

interface RowDeps {
  readonly item: CaseItem;
  readonly top: number;
  readonly index: number;
  readonly count: number;
  readonly isOpen: boolean;
  readonly isTabStop: boolean;
  readonly isUnread: boolean;
}

/** A case in the list. It is drawn again only when something of it is another. */
export class CaseRow extends Component<RowDeps> {
  override shouldComponentUpdate(next: RowDeps): boolean {
    return (Object.keys(next) as (keyof RowDeps)[]).some((key) => next[key] !== this.props[key]);
  }

  render() {
    return <Row {...this.props} />;
  }
}

function Row({ item, top, index, count, isOpen, isTabStop, isUnread }: RowDeps) {
  const words = useWords();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const now = useStore(state, (value) => value.now);
  const { case: matter } = item;
  const place: Parameters<typeof go>[0] = { page: 'inbox', code: matter.code };
  const who = matter.assignee === null ? words.nobody : nameOfAgent(setting, matter.assignee);
  return (
    <li style={{ top: `${top}px` }} aria-setsize={count} aria-posinset={index + 1}>
      <a
        class={`row ${isUnread ? 'unread' : ''} ${matter.priority}`}
        href={pathOf(place)}
        tabIndex={isTabStop ? 0 : -1}
        aria-current={isOpen ? 'true' : undefined}
        onFocus={() => state.get().at !== matter.code && state.set({ at: matter.code })}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          go(place);
        }}
      >
        <span class="head">
          {isUnread && <span class="new">{words.unread}</span>}
          <span class="kind">{named(words.kinds, matter.kind)}</span>
          {matter.priority !== 'normal' && (
            <span class={`tag ${matter.priority}`}>{words.priorities[matter.priority]}</span>
          )}
          {matter.status !== 'open' && <span class="tag">{words.statusOne[matter.status]}</span>}
          <span class="when">{shortDate(item.changedAt, now, locale)}</span>
        </span>
        <span class="excerpt">{item.text === '' ? words.noText : item.text}</span>
        <span class="foot">
          <Deadline matter={matter} />
          <span class="meta">
            {nameOfDepartment(setting, matter.department, locale)} · {nameOfAccount(setting, item.account)} · {who}
          </span>
        </span>
      </a>
    </li>
  );
}
