import { useEffect } from 'preact/hooks';
import { hasRole, rightsOfficers } from '../../../../src/core/cases/policy.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { RightsItem } from '../../../../src/http/api/wireRights.ts';
import { forgetRights, readRights, rightsStore, saveKept, saveProof, showKept } from '../../actions/rights.ts';
import { formatDistance } from '../../model/deadline.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { datesIn, useLocale, useStrings } from '../../strings.ts';
import { showDate } from '../../townDates.ts';
import { AdminPage } from '../admin/AdminPage.tsx';
import { fullDate } from '../Deadline.tsx';
import { Icon } from '../Icon.tsx';
import { nameOfAgent } from '../names.ts';
import { KeptData } from './KeptData.tsx';

/** Milliseconds before a deadline from which it is shown as near. */
const soonMs = 7 * 24 * 3_600_000;

/** What people asked of what is kept about them: open requests with their deadlines, and what came of the others. */
export function RightsPage() {
  const strings = useStrings().rights;
  const { list, fault } = useStore(rightsStore, (value) => value);
  const isOfficer = useStore(state, ({ me }) => me !== null && hasRole(me, rightsOfficers));
  useEffect(() => {
    void readRights();
    return forgetRights;
  }, []);
  const open = list?.requests.filter(({ closed }) => closed === null) ?? [];
  const closed = list?.requests.filter((each) => each.closed !== null) ?? [];
  const commands = isOfficer && (
    <button type="button" class="button" onClick={() => state.set({ dialog: { kind: 'rights-open' } })}>
      {strings.open}
    </button>
  );
  return (
    <AdminPage
      id="rights"
      title={strings.title}
      hint={strings.hint}
      fault={fault}
      isRead={list !== null}
      commands={commands}
    >
      {list !== null && (
        <section aria-labelledby="rights-open">
          <h2 id="rights-open">{interpolate(strings.openRequests, { n: open.length })}</h2>
          {open.length === 0 && <p class="empty">{strings.noneOpen}</p>}
          <ul class="cards requests">
            {open.map((each) => (
              <Request key={each.id} item={each} now={list.now} isOfficer={isOfficer} />
            ))}
          </ul>
        </section>
      )}
      {closed.length > 0 && (
        <section aria-labelledby="rights-closed">
          <h2 id="rights-closed">{strings.closedRequests}</h2>
          <ul class="cards requests">
            {closed.map((each) => (
              <Request key={each.id} item={each} now={list?.now ?? 0} isOfficer={isOfficer} />
            ))}
          </ul>
        </section>
      )}
    </AdminPage>
  );
}

interface RequestProps {
  readonly item: RightsItem;
  readonly now: number;
  readonly isOfficer: boolean;
}

function Request({ item, now, isOfficer }: RequestProps) {
  const strings = useStrings().rights;
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const data = useStore(rightsStore, (value) => value.data[item.id]);
  const { id, right, case: code, conversations, by, receivedAt, closed, identified } = item;
  const heading = `rights-${id}`;
  const who = by === null ? strings.byPerson : nameOfAgent(setting, by);
  return (
    <li aria-labelledby={heading}>
      <div class="requesthead">
        <h3 id={heading}>
          {strings.rights[right]}{' '}
          <span class="code">
            {code ??
              (conversations === 1 ? strings.conversation : interpolate(strings.conversations, { n: conversations }))}
          </span>
        </h3>
        {closed === null && <Due item={item} now={now} />}
      </div>
      <p class="hint">
        {interpolate(strings.facts, { received: showDate(receivedAt, 'date', locale), who })}
        {item.isExtended && ` ${strings.isExtended}`}
        {item.savedAt !== null && ` ${interpolate(strings.savedAt, { at: fullDate(item.savedAt, locale) })}`}
      </p>
      {by === null ? (
        <p>{strings.said}</p>
      ) : (
        <p class="plaintext">
          <span class="muted">{strings.identifiedBy}</span> {identified ?? strings.unreadable}
        </p>
      )}
      {item.restricts && <p class="hint restricted">{strings.isRestricted}</p>}
      {closed !== null && <Outcome item={item} />}
      <Commands item={item} isOfficer={isOfficer} />
      {data !== undefined && <KeptData data={data} />}
    </li>
  );
}

function Due({ item: { dueAt }, now }: { readonly item: RightsItem; readonly now: number }) {
  const strings = useStrings();
  const locale = useLocale();
  const urgency = dueAt <= now ? 'late' : dueAt - now < soonMs ? 'soon' : 'calm';
  const say = urgency === 'late' ? strings.overdue : strings.rights.due;
  // The deadline is the end of a day: that day is shown, not the midnight after it.
  const day = showDate(dueAt - 1, 'date', locale);
  return (
    <span class={`deadline ${urgency}`}>
      <Icon name={urgency === 'late' ? 'late' : 'clock'} />
      {interpolate(say, { day, distance: formatDistance(dueAt, now, datesIn(locale)) })}
    </span>
  );
}

function Outcome({ item: { closed, answer, dueAt } }: { readonly item: RightsItem }) {
  const strings = useStrings().rights;
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  if (closed === null) return null;
  const { at, by, outcome, erased } = closed;
  const said = { at: fullDate(at, locale), who: nameOfAgent(setting, by) };
  return (
    <>
      <p>
        <strong>{strings.outcomes[outcome]}</strong> {interpolate(strings.closedBy, said)}{' '}
        {at < dueAt ? strings.onTime : strings.late}
      </p>
      {erased !== null && <p>{interpolate(erased.left === 0 ? strings.erased : strings.notErased, { ...erased })}</p>}
      <p class="plaintext">
        <span class="muted">{strings.answered}</span> {answer ?? strings.unreadable}
      </p>
    </>
  );
}

function Commands({ item: { id, right, closed, isExtended, restricts }, isOfficer }: Omit<RequestProps, 'now'>) {
  const strings = useStrings().rights;
  const { busy, data } = useStore(rightsStore, (value) => value);
  const isShown = data[id] !== undefined;
  const ask = (kind: 'rights-answer' | 'rights-extend' | 'rights-unrestrict') => state.set({ dialog: { kind, id } });
  return (
    <p class="commands">
      {isOfficer && (closed === null || right !== 'erase') && (
        <>
          <button type="button" disabled={busy} aria-expanded={isShown} onClick={() => void showKept(id)}>
            {isShown ? strings.hide : strings.show}
          </button>
          <button type="button" disabled={busy} onClick={() => void saveKept(id)}>
            {strings.save}
          </button>
        </>
      )}
      {isOfficer && closed === null && !isExtended && (
        <button type="button" disabled={busy} onClick={() => ask('rights-extend')}>
          {strings.extend}
        </button>
      )}
      {isOfficer && closed !== null && restricts && (
        <button type="button" disabled={busy} onClick={() => ask('rights-unrestrict')}>
          {strings.unrestrict}
        </button>
      )}
      {isOfficer && closed === null && (
        <button type="button" class="button" disabled={busy} onClick={() => ask('rights-answer')}>
          {strings.answer}
        </button>
      )}
      {closed !== null && (
        <button type="button" disabled={busy} onClick={() => void saveProof(id)}>
          {strings.proof}
        </button>
      )}
    </p>
  );
}
