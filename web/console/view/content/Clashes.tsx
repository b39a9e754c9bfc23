import { useEffect, useRef } from 'preact/hooks';
import type { Clash, Wording } from '../../../../src/content/gate/views.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { clashStore, settleClash, unsettleClash } from '../../actions/content/clashes.ts';
import { contentStore } from '../../actions/content/list.ts';
import { actionsFor, clashKey, type Settled, withSettled } from '../../model/content/clashes.ts';
import { useStore } from '../../observable.ts';
import { useStrings } from '../../strings.ts';
import { RouteLink } from '../RouteLink.tsx';
import { documentOfEntry } from './Findings.tsx';
import { useEntryName } from './outcomeText.ts';

/** So many are shown at once: what is below them must be found. */
const firstShown = 6;

const quoted = ({ text }: Wording) => `«${text}»`;

/** Wordings that come close to another service, and what is done with each. */
export function ClashList({ clashes }: { readonly clashes: readonly Clash[] }) {
  const strings = useStrings().content.check;
  const settled = useStore(clashStore, (value) => value.settled);
  const all = withSettled(clashes, settled);
  if (all.length === 0) return null;
  return (
    <details class="fold" open>
      <summary>
        {strings.clashes} ({all.filter((each) => each.settled === null).length})
      </summary>
      <ClashItems items={all.slice(0, firstShown)} />
      {all.length > firstShown && (
        <details class="fold">
          <summary>{interpolate(strings.moreClashes, { n: all.length - firstShown })}</summary>
          <ClashItems items={all.slice(firstShown)} />
        </details>
      )}
    </details>
  );
}

function ClashItems({ items }: { readonly items: ReturnType<typeof withSettled> }) {
  return (
    <ul class="questions">
      {items.map((each) => (
        <ClashItem key={clashKey(each.clash)} clash={each.clash} settled={each.settled} />
      ))}
    </ul>
  );
}

function ClashItem({ clash, settled }: { readonly clash: Clash; readonly settled: Settled | null }) {
  const strings = useStrings().content.check;
  const entryName = useEntryName();
  const { wording, other, near, falls, advice } = clash;
  return (
    <li>
      <p>
        <strong lang={wording.locale}>{quoted(wording)}</strong>{' '}
        {interpolate(strings.clash, { entry: entryName(wording.entry), other: entryName(other) })}
      </p>
      {near !== null && <p class="hint">{interpolate(strings.near, { text: quoted(near) })}</p>}
      {falls.length > 0 && <p class="hint">{interpolate(strings.falls, { texts: falls.map(quoted).join(', ') })}</p>}
      {settled === null && (
        <p>
          {interpolate(strings.advice[advice], { other: entryName(other) })}{' '}
          <RouteLink route={{ page: 'content', document: documentOfEntry(wording.entry) }}>
            {interpolate(strings.openEntry, { entry: entryName(wording.entry) })}
          </RouteLink>
        </p>
      )}
      <Buttons clash={clash} settled={settled} />
    </li>
  );
}

/** What can be done with it; once it is done, what was, and a way back. The focus stays where the button was. */
function Buttons({ clash, settled }: { readonly clash: Clash; readonly settled: Settled | null }) {
  const strings = useStrings().content.check.settle;
  const entryName = useEntryName();
  const isBusy = useStore(clashStore, (value) => value.isBusy);
  const list = useStore(contentStore, (value) => value.list);
  const first = useRef<HTMLButtonElement>(null);
  const hasMoved = useRef(false);
  const { wording, other, advice } = clash;
  const isService = (entry: string) =>
    list?.documents.some(({ kind, id }) => kind === 'entry' && id.endsWith(`/${entry}`)) === true;
  const isDone = settled !== null;
  useEffect(() => {
    if (hasMoved.current) first.current?.focus();
    hasMoved.current = false;
  }, [isDone]);
  const act = async (work: Promise<boolean>) => {
    hasMoved.current = true;
    if (!(await work)) hasMoved.current = false;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is drawn with a border
    <div
      class="commands settling"
      role="group"
      aria-label={interpolate(strings.title, { text: quoted(wording) })}
      aria-busy={isBusy}
    >
      {settled === null ? (
        actionsFor(clash, isService).map((action, index) => (
          <button
            key={action}
            ref={index === 0 ? first : null}
            type="button"
            class={action === advice ? 'small advised' : 'small'}
            disabled={isBusy}
            onClick={() => void act(settleClash(clash, action))}
          >
            {interpolate(strings[action], { other: entryName(other) })}
          </button>
        ))
      ) : (
        <>
          <span role="status">{interpolate(strings.done[settled.action], { other: entryName(other) })}</span>
          <button
            ref={first}
            type="button"
            class="small"
            disabled={isBusy}
            onClick={() => void act(unsettleClash(settled))}
          >
            {strings.undo}
          </button>
        </>
      )}
    </div>
  );
}
