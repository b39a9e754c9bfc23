import { Component } from 'preact';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { CaseItem, Queue } from '../../../src/http/api/wire.ts';
import { useShown } from '../actions/attributes.ts';
import { go } from '../actions/route.ts';
import { formatDistance } from '../model/deadline.ts';
import { withToggled } from '../model/picked.ts';
import { pathOf } from '../model/route.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { datesIn, named, useLocale, useStrings } from '../strings.ts';
import { CaseLabels } from './CaseLabels.tsx';
import { ShortDeadline } from './Deadline.tsx';
import { nameOfAccount, nameOfAgent, nameOfDepartment } from './names.ts';

/** Pixels; all rows have the same height, so that positions are known without drawing them. */
export const rowHeight = 68;

interface RowDeps {
  readonly item: CaseItem;
  readonly top: number;
  readonly index: number;
  readonly count: number;
  readonly isOpen: boolean;
  readonly isTabStop: boolean;
  readonly isUnread: boolean;
  readonly hasDraft: boolean;
  /** Whether something is about to be done with it. */
  readonly isHeld: boolean;
  /** Null: cases are not being picked. */
  readonly isPicked: boolean | null;
}

/** A case in the list. It is drawn again only when its data change. */
export class CaseListRow extends Component<RowDeps> {
  override shouldComponentUpdate(next: RowDeps): boolean {
    return (Object.keys(next) as (keyof RowDeps)[]).some((key) => next[key] !== this.props[key]);
  }

  render() {
    return <Row {...this.props} />;
  }
}

function Row(props: RowDeps) {
  const { item, top, index, count, isOpen, isTabStop, isUnread, hasDraft, isHeld, isPicked } = props;
  const strings = useStrings();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const now = useStore(state, (value) => value.now);
  const queue = useStore(state, ({ filter }) => filter.queue);
  const caseState = useShown(item.case);
  const route: Parameters<typeof go>[0] = { page: 'inbox', code: caseState.code };
  const who = caseState.assignee === null ? strings.nobody : nameOfAgent(setting, caseState.assignee);
  return (
    <li
      style={{ top: `${top}px` }}
      class={isPicked === null ? '' : 'picking'}
      aria-setsize={count}
      aria-posinset={index + 1}
    >
      {isPicked !== null && (
        <input
          type="checkbox"
          aria-label={interpolate(strings.pickCase, { code: caseState.code })}
          checked={isPicked}
          onChange={() => state.set({ picked: withToggled(state.get().picked, caseState.code) })}
        />
      )}
      <a
        class={`row ${isUnread ? 'unread' : ''} ${isHeld ? 'held-row' : ''} ${caseState.priority}`}
        href={pathOf(route)}
        tabIndex={isTabStop ? 0 : -1}
        aria-current={isOpen ? 'true' : undefined}
        onFocus={() => state.get().at !== caseState.code && state.set({ at: caseState.code })}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          go(route);
        }}
      >
        <span class="tags">
          {isUnread && (
            <span class="new">
              <span class="hidden">{strings.unread}</span>
            </span>
          )}
          {hasDraft && <span class="tag draft">{strings.draft}</span>}
          {caseState.priority !== 'normal' && (
            <span class={`tag ${caseState.priority}`}>{strings.priorities[caseState.priority]}</span>
          )}
          <CaseLabels ids={caseState.labels} most={2} />
          <span class="cut kind">{named(strings.kinds, caseState.kind)}</span>
          <span class="cut">· {nameOfDepartment(setting, caseState.department, locale)}</span>
          <span class="cut">· {nameOfAccount(setting, item.account)}</span>
        </span>
        <span class="cut excerpt">
          {item.isRestricted ? strings.rights.onlyKept : item.text === '' ? strings.noText : item.text}
        </span>
        <span class="foot">
          {caseState.status !== 'open' && <span class="tag">{strings.statusOne[caseState.status]}</span>}
          <span class="code">{caseState.code}</span>
          <span class={whoClass(caseState.assignee, queue)}>{who}</span>
          <span class="when">
            <span class="hidden">{strings.wroteAt}</span>{' '}
            {formatDistance(caseState.citizenAt, Math.max(now, caseState.citizenAt), datesIn(locale))}
          </span>
          <ShortDeadline caseState={caseState} />
        </span>
      </a>
    </li>
  );
}

/** In the person's own queue it goes without saying whose the case is. */
function whoClass(assignee: string | null, queue: Queue): string {
  if (assignee === null) return 'cut who nobody';
  return queue === 'mine' ? 'hidden' : 'cut who';
}
