import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CaseTurn } from '../../../src/http/api/wire.ts';
import { formatDate } from '../model/dates.ts';
import { datesIn, useLocale, useStrings } from '../strings.ts';
import { TurnView } from './TurnView.tsx';

/** Distance from the end, in pixels, within which new messages scroll the view. */
const near = 120;

/** All messages, across all channels, grouped by day. The view stays at the end, unless the person scrolls up. */
export function Turns(props: {
  readonly code: string;
  readonly turns: readonly CaseTurn[];
  readonly conversation: string | null;
}) {
  const strings = useStrings();
  const locale = useLocale();
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const scrolled = useRef(0);
  const [hasMore, setHasMore] = useState(false);
  const { turns } = props;
  const count = turns.length;

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    else setHasMore(true);
  }, [count]);
  // The text field below grows and shrinks: keep the end in view.
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const onScroll = () => {
    const element = box.current;
    if (element === null) return;
    const { scrollTop } = element;
    // Content that grows moves the end away: only scrolling up leaves it.
    if (element.scrollHeight - scrollTop - element.clientHeight < near) isAtEnd.current = true;
    else if (scrollTop < scrolled.current) isAtEnd.current = false;
    scrolled.current = scrollTop;
    if (isAtEnd.current) setHasMore(false);
  };
  const toEnd = () => {
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  };
  let day = '';
  return (
    <div class="turnsbox">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div class="turns" role="log" aria-label={strings.history} tabIndex={0} ref={box} onScroll={onScroll}>
        {turns.map((turn, index) => {
          const date = formatDate(turn.at, 'fullDay', datesIn(locale));
          const isNewDay = date !== day;
          day = date;
          const before = turns[index - 1];
          return (
            <div key={`${turn.conversation}/${turn.revision}`} class="turn">
              {isNewDay && <p class="day">{date}</p>}
              <TurnView
                code={props.code}
                turn={turn}
                isOurs={turn.conversation === props.conversation}
                showChannel={before === undefined ? true : before.account !== turn.account}
              />
            </div>
          );
        })}
      </div>
      {hasMore && (
        <button type="button" class="more" onClick={toEnd}>
          {strings.newMessages}
        </button>
      )}
    </div>
  );
}
