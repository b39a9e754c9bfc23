import { useEffect } from 'preact/hooks';
import type { TicketFault } from '../../../../src/core/model/desk/ticket.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { TicketSystemView, TicketsView, TicketView } from '../../../../src/http/api/wireTickets.ts';
import { readTickets, sendAgain, ticketStore } from '../../actions/admin/tickets.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { type ConsoleStrings, named, useLocale, useStrings } from '../../strings.ts';
import { showDay } from '../../townDates.ts';
import { fullDate } from '../Deadline.tsx';
import { nameOfDepartment } from '../names.ts';
import { RouteLink } from '../RouteLink.tsx';
import { AdminPage } from './AdminPage.tsx';

/** Milliseconds after which an open page reads again. */
const freshMs = 15_000;

/** The city's ticket systems: which they are, what goes there, and where each case stands; those that are stuck first. */
export function TicketsPage() {
  const { page: own } = useStrings().ticket;
  const { view, fault } = useStore(ticketStore, (value) => value);
  useEffect(() => {
    void readTickets();
    const timer = setInterval(() => document.visibilityState === 'visible' && void readTickets(), freshMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <AdminPage id="tickets" title={own.title} hint={own.hint} fault={fault} isRead={view !== null}>
      {view !== null && (
        <>
          {view.systems.length === 0 && <p class="empty">{own.none}</p>}
          {view.systems.length > 0 && (
            <ul class="cards ticketsystems">
              {view.systems.map((system) => (
                <System key={system.id} system={system} view={view} />
              ))}
            </ul>
          )}
          <Tickets view={view} title={own.stuck} tickets={view.tickets.filter(({ isStuck }) => isStuck)} />
          <Tickets view={view} title={own.others} tickets={view.tickets.filter(({ isStuck }) => !isStuck)} />
          {view.isPart && <p class="hint">{own.more}</p>}
        </>
      )}
    </AdminPage>
  );
}

/** How a system is set up; its key is not here. */
function System({ system, view }: { readonly system: TicketSystemView; readonly view: TicketsView }) {
  const strings = useStrings();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const { page: own } = strings.ticket;
  const counts = view.counts.filter((each) => each.system === system.id);
  const whatOf = ({ departments, kinds, flows }: TicketSystemView['send'][number]) =>
    [
      ...departments.map((id) => nameOfDepartment(setting, id, locale)),
      ...kinds.map((kind) => named(strings.kinds, kind)),
      ...flows,
    ].join(', ');
  return (
    <li>
      <div>
        <h2>{system.name}</h2>
        <p class="breakable">
          {system.url}
          {system.jurisdiction !== '' && ` · ${system.jurisdiction}`}
        </p>
        <p class="hint">
          {[
            interpolate(own.since, { day: showDay(system.since, locale) }),
            interpolate(own.share, { what: system.share.map((field) => named(own.shared, field)).join(', ') }),
            own.updates[system.updates],
            own.lostAnswer[system.lostAnswer],
            own.whenClosed[system.whenClosed],
          ].join(' ')}
        </p>
        <ul class="plainlist">
          {system.send.map((rule, at) => (
            <li key={at}>{interpolate(own.rule, { what: whatOf(rule) || own.everything, service: rule.service })}</li>
          ))}
        </ul>
        {counts.length > 0 && (
          <p>
            {counts
              .map(({ status, count }) => interpolate(own.count, { status: own.states[status], n: count }))
              .join(' · ')}
          </p>
        )}
      </div>
    </li>
  );
}

function Tickets(props: {
  readonly view: TicketsView;
  readonly title: string;
  readonly tickets: readonly TicketView[];
}) {
  const { page: own } = useStrings().ticket;
  const { view, title, tickets } = props;
  if (tickets.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2>{interpolate(own.titled, { title, n: tickets.length })}</h2>
      <ul class="cards">
        {tickets.map((ticket) => (
          <Ticket key={ticket.code} ticket={ticket} view={view} />
        ))}
      </ul>
    </section>
  );
}

function Ticket({ ticket, view }: { readonly ticket: TicketView; readonly view: TicketsView }) {
  const strings = useStrings();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const busy = useStore(ticketStore, (value) => value.busy);
  const own = strings.ticket;
  const { code, status, number, link, at, fault, later, maySend } = ticket;
  const system = view.systems.find(({ id }) => id === ticket.system);
  const name = system?.name ?? ticket.system;
  return (
    <li>
      <div>
        <RouteLink route={{ page: 'inbox', code }} className="strong">
          {code}
        </RouteLink>
        {' · '}
        {nameOfDepartment(setting, ticket.department, locale)}
        <p>
          {interpolate(stateOf(ticket, own), { system: name, number: number ?? '' })} {faultOf(fault, own)}
          {link !== null && (
            <>
              {' '}
              <a href={link} target="_blank" rel="noreferrer">
                {interpolate(own.look, { system: name })}
              </a>
            </>
          )}
        </p>
        {system === undefined && status === 'sent' && <p>{interpolate(own.gone, { system: name })}</p>}
        {later !== null && <p>{interpolate(own.later[later], { system: name })}</p>}
        <p class="hint">{fullDate(at, locale)}</p>
      </div>
      {maySend && (
        <p class="commands">
          <button type="button" class="button" disabled={busy !== null} onClick={() => void sendAgain(code)}>
            {status === 'sent' || status === 'failed' ? own.sendAgain : own.sendUnsure}
            <span class="hidden">: {code}</span>
          </button>
        </p>
      )}
    </li>
  );
}

function stateOf({ status, number, there }: TicketView, own: ConsoleStrings['ticket']): string {
  if (status !== 'sent') return own.states[status];
  if (number === null) return own.states.numberless;
  return there === 'closed' ? own.states.closed : own.states.sent;
}

function faultOf(fault: TicketFault | null, own: ConsoleStrings['ticket']): string {
  if (fault === null) return '';
  if (fault.startsWith('http-')) return interpolate(own.refused, { status: fault.slice('http-'.length) });
  return own.faults[fault as keyof typeof own.faults];
}
