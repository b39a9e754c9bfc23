import type { DeskItem } from '../../../../src/content/desk/views.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { toast } from '../../actions/announce.ts';
import {
  bulkStore,
  changeTogether,
  choose,
  chooseNone,
  forgetTogether,
  undoTogether,
} from '../../actions/content/bulk.ts';
import { downloadTexts } from '../../actions/content/sheets.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { useStrings } from '../../strings.ts';
import { Fault } from '../Fault.tsx';
import { RouteLink } from '../RouteLink.tsx';

/** What is done to the services that are chosen among those that are shown. */
export function BulkBar({ items }: { readonly items: readonly DeskItem[] }) {
  const strings = useStrings().content.bulk;
  const { chosen, isBusy } = useStore(bulkStore, (value) => value);
  const some = items.filter(({ id }) => chosen.has(id));
  const documents = some.map(({ id }) => id);
  const removed = some.filter((item) => item.state === 'removed').length;
  const isAll = some.length > 0 && some.length === items.length;
  const entries = documents.map((id) => id.replace(/^faq\/[^/]+\//, ''));
  const download = async () => {
    const fault = await downloadTexts('xlsx', entries);
    if (fault !== null) toast(fault.text, 'bad');
  };
  return (
    <div class={`bulkbar ${some.length > 0 ? 'chosen' : ''}`}>
      <label>
        <input
          type="checkbox"
          checked={isAll}
          ref={(box) => {
            if (box !== null) box.indeterminate = some.length > 0 && !isAll;
          }}
          onChange={({ currentTarget: { checked } }) => (checked ? choose(items.map(({ id }) => id)) : chooseNone())}
        />
        <span>{some.length === 0 ? strings.chooseAll : interpolate(strings.chosen, { n: some.length })}</span>
      </label>
      {some.length > 0 && (
        <div class="commands">
          <button type="button" disabled={isBusy} onClick={() => state.set({ dialog: { kind: 'bulk', documents } })}>
            {strings.change}
          </button>
          {removed < some.length && (
            <button type="button" disabled={isBusy} onClick={() => void changeTogether(documents, { kind: 'remove' })}>
              {strings.remove}
            </button>
          )}
          {removed > 0 && (
            <button type="button" disabled={isBusy} onClick={() => void changeTogether(documents, { kind: 'restore' })}>
              {strings.restore}
            </button>
          )}
          <button type="button" disabled={isBusy} onClick={() => void download()}>
            {strings.sheet}
          </button>
          <button type="button" class="plain" onClick={chooseNone}>
            {strings.none}
          </button>
        </div>
      )}
    </div>
  );
}

/** What was done last, with its diff and how to undo it. */
export function BulkDone() {
  const strings = useStrings().content.bulk;
  const { last, fault, isBusy } = useStore(bulkStore, (value) => value);
  return (
    <>
      <Fault text={fault} />
      {last !== null && (
        <div class="banner bulkdone" role="status">
          <span>
            {interpolate(strings.done, { n: last.changed.length })}
            {last.skipped.length > 0 && ` ${interpolate(strings.skipped, { n: last.skipped.length })}`}
          </span>
          {last.changed.length > 0 && (
            <>
              <RouteLink route={{ page: 'publish' }} className="linkbutton">
                {strings.seeDiff}
              </RouteLink>
              <button type="button" disabled={isBusy} onClick={() => void undoTogether()}>
                {strings.undo}
              </button>
            </>
          )}
          <button type="button" class="plain" onClick={forgetTogether}>
            {strings.close}
          </button>
        </div>
      )}
    </>
  );
}
