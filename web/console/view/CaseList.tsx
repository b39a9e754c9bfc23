import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { hasRole, readers } from '../../../src/core/cases/policy.ts';
import { faultText } from '../actions/faults.ts';
import { readList, readMore } from '../actions/inbox.ts';
import { step } from '../actions/keyboard.ts';
import { listWindow } from '../model/listWindow.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { CaseListRow, rowHeight } from './CaseRow.tsx';
import { Fault } from './Fault.tsx';
import { SkeletonRows } from './Skeleton.tsx';

const spare = 6;

/** The cases of the queue. Only rows near the view are drawn, so that a thousand cost no more than twenty. */
export function CaseList() {
  const strings = useStrings();
  const list = useStore(state, (value) => value.list);
  const at = useStore(state, (value) => value.at);
  const open = useStore(state, (value) => value.selectedCase?.code ?? null);
  const unread = useStore(state, (value) => value.unread);
  const drafts = useStore(state, (value) => value.drafts);
  const held = useStore(state, (value) => value.held);
  const picked = useStore(state, (value) => value.picked);
  const isEditor = useStore(state, ({ me }) => me !== null && !hasRole(me, readers));
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ scrollTop: 0, height: 600 });
  const { items } = list;
  const atIndex = items.findIndex(({ case: { code } }) => code === at);
  const shown = listWindow({ count: items.length, rowHeight, ...view, spare });

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = () => setView({ scrollTop: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || atIndex < 0) return;
    const top = atIndex * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + element.clientHeight)
      element.scrollTop = top + rowHeight - element.clientHeight;
  }, [at]);
  useLayoutEffect(() => {
    if (shown.end > items.length - 30) void readMore();
  }, [shown.end, items.length]);

  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    step(by);
  };
  const firstCode = items[0]?.case.code;
  const tabStop = atIndex < 0 ? firstCode : at;
  // The row with the focus stays drawn, wherever the list is scrolled.
  const rows = items.slice(shown.first, shown.end).map((item, index) => [shown.first + index, item] as const);
  const atItem = items[atIndex];
  if (atItem !== undefined && (atIndex < shown.first || atIndex >= shown.end)) rows.push([atIndex, atItem]);
  // The list must stay reachable with Tab.
  else if (atIndex < 0 && shown.first > 0 && items[0] !== undefined) rows.unshift([0, items[0]]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows go from row to row; each row is a link of its own
    <div class="scroll" ref={box} onKeyDown={onKeyDown}>
      <Fault text={list.fault && faultText(list.fault)} again={() => void readList('rows')} />
      {items.length === 0 && list.loading === null && list.fault === null && (
        <p class="empty">{isEditor ? strings.noCasesRole : strings.noCases}</p>
      )}
      {items.length === 0 && list.loading === 'first' && (
        <SkeletonRows count={Math.ceil(view.height / rowHeight)} height={rowHeight} />
      )}
      {items.length > 0 && (
        <ol class="rows" style={{ height: `${items.length * rowHeight}px` }} aria-label={strings.caseList}>
          {rows.map(([index, item]) => (
            <CaseListRow
              key={item.case.code}
              item={item}
              top={index * rowHeight}
              index={index}
              count={list.total}
              isOpen={item.case.code === open}
              isTabStop={item.case.code === tabStop}
              isUnread={unread.has(item.case.code)}
              hasDraft={drafts.has(item.case.code)}
              isHeld={held.some(({ codes }) => codes.includes(item.case.code))}
              isPicked={picked === null ? null : picked.has(item.case.code)}
            />
          ))}
        </ol>
      )}
    </div>
  );
}
