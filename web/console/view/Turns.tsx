import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CaseTurn } from '../../../src/http/api/wire.ts';
import { state } from '../state.ts';
import { useLocale, useStrings } from '../strings.ts';
import { showDate } from '../townDates.ts';
import { TurnView } from './TurnView.tsx';

/** Distance from the end, in pixels, within which new messages scroll the view. */
const near = 120;

/**
 * All messages, across all channels, grouped by day. The view begins with what the citizen said last, and follows what they
 * say, unless the person scrolls.
 */
export function Turns(props: {
  readonly code: string;
  readonly turns: readonly CaseTurn[];
  readonly conversation: string | null;
}) {
  const strings = useStrings();
  const locale = useLocale();
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  /** Where the view was put; null: the person has scrolled. */
  const placed = useRef<number | null>(0);
  const isAtEnd = useRef(false);
  const [hasMore, setHasMore] = useState(false);
  const { turns } = props;
  const count = turns.length;
  const latest = useRef(turns);
  latest.current = turns;

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const isOwn = turns.at(-1)?.command?.by === state.get().me?.id && count > 0;
    if (placed.current !== null) place(element);
    else if (isAtEnd.current || isOwn) element.scrollTop = element.scrollHeight;
    else setHasMore(true);
  }, [count]);
  // What is shown of a turn may still grow, as when it becomes known what the person may do.
  useLayoutEffect(() => {
    const again = () => {
      if (placed.current !== null && box.current !== null) place(box.current);
    };
    again();
    const frame = requestAnimationFrame(again);
    return () => cancelAnimationFrame(frame);
  });
  // The text field below grows and shrinks: keep the end in view.
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      if (placed.current !== null) place(element);
      else if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  /** Puts what the citizen said last at the top, or the end at the bottom where all from there is in view. */
  function place(element: HTMLDivElement): void {
    const last = latest.current.findLastIndex(({ citizen }) => citizen !== null);
    const top = (list.current?.children[last] as HTMLElement | undefined)?.offsetTop ?? element.scrollHeight;
    element.scrollTop = Math.max(0, top - 12);
    placed.current = element.scrollTop;
  }

  const onScroll = () => {
    const element = box.current;
    if (element === null) return;
    const { scrollTop } = element;
    isAtEnd.current = element.scrollHeight - scrollTop - element.clientHeight < near;
    if (isAtEnd.current) setHasMore(false);
    // Pictures that arrive move the view as well, by more than what a browser rounds.
    if (placed.current !== null && Math.abs(scrollTop - placed.current) > 2) placed.current = null;
  };
  const toEnd = () => {
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  };
  let day = '';
  return (
    <div class="turnsbox">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div class="turns" role="log" aria-label={strings.history} tabIndex={0} ref={box} onScroll={onScroll}>
        <ol ref={list}>
          {turns.map((turn, index) => {
            const date = showDate(turn.at, 'fullDay', locale);
            const isNewDay = date !== day;
            day = date;
            const before = turns[index - 1];
            return (
              <li key={`${turn.conversation}/${turn.revision}`} class="turn">
                {isNewDay && <h2 class="day">{date}</h2>}
                <TurnView
                  code={props.code}
                  turn={turn}
                  isOurs={turn.conversation === props.conversation}
                  showChannel={before === undefined ? true : before.account !== turn.account}
                />
              </li>
            );
          })}
        </ol>
      </div>
      {hasMore && (
        <button type="button" class="more" onClick={toEnd}>
          {strings.newMessages}
        </button>
      )}
    </div>
  );
}
