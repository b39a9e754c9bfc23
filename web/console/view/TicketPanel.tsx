import { useState } from 'preact/hooks';
import { type CaseTicket, isLaterOpen } from '../../../src/core/model/desk/ticket.ts';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { CaseView } from '../../../src/http/api/wire.ts';
import { act } from '../actions/held.ts';
import { type ConsoleStrings, useLocale, useStrings } from '../strings.ts';
import { isTall } from './CollectedList.tsx';
import { fullDate } from './Deadline.tsx';

/** Where a case is in a ticket system of the city: its number, how it stands there, and what to do where it did not arrive. */
export function TicketPanel(props: {
  readonly view: CaseView;
  readonly busy: boolean;
  /** Whether all of it is shown at once; otherwise one line, and the rest by a press. */
  readonly isOpen?: boolean;
}) {
  const { view, busy, isOpen = isTall } = props;
  const strings = useStrings();
  const locale = useLocale();
  const { ticketSystem: system } = view;
  const { ticket } = view.case;
  if (ticket === undefined || system === null) return null;
  const own = strings.ticket;
  const isOpenLater = isLaterOpen(ticket);
  const isProblem = ticket.status === 'failed' || ticket.status === 'unsure' || isOpenLater;
  const later = laterOf(view);
  const text = interpolate(textOf(ticket, own), { system: system.name, number: ticket.number ?? '' });
  return (
    <section class={isProblem ? 'ticket failing' : 'ticket'} aria-label={own.title}>
      <details open={isOpen}>
        <summary>{text}</summary>
        <div class="ticketbody">
          <p>
            {whyOf(ticket, own)} <span class="hint when">{fullDate(ticket.at, locale)}</span>
            {system.link !== null && (
              <>
                {' '}
                <a href={system.link} target="_blank" rel="noreferrer">
                  {interpolate(own.look, { system: system.name })}
                </a>
              </>
            )}
          </p>
          {system.isGone && ticket.status === 'sent' && <p>{interpolate(own.gone, { system: system.name })}</p>}
          {later !== null && <p>{interpolate(own.later[later], { system: system.name })}</p>}
          {ticket.there === 'closed' && view.case.status !== 'closed' && <p>{own.closedThere}</p>}
          {view.may.includes('settle-ticket') &&
            (ticket.status === 'sent' ? (
              <details>
                <summary>{own.correct}</summary>
                <Settle busy={busy} />
              </details>
            ) : (
              <Settle busy={busy} />
            ))}
          {view.may.includes('send-ticket') && (
            <button type="button" disabled={busy} onClick={() => void act({ kind: 'send-ticket' })}>
              {isOpenLater ? own.sendLater : ticket.status === 'failed' ? own.sendAgain : own.sendUnsure}
            </button>
          )}
        </div>
      </details>
    </section>
  );
}

/** Somebody looked, and it is there. */
function Settle({ busy }: { readonly busy: boolean }) {
  const { ticket: own } = useStrings();
  const [number, setNumber] = useState('');
  return (
    <form
      class="settle"
      onSubmit={(event) => {
        event.preventDefault();
        if (number.trim() !== '') void act({ kind: 'settle-ticket', number: number.trim() });
      }}
    >
      <label>
        {own.number}{' '}
        <input
          class="field"
          type="text"
          maxLength={100}
          autocomplete="off"
          value={number}
          onInput={({ currentTarget }) => setNumber(currentTarget.value)}
        />
      </label>
      <button type="submit" disabled={busy || number.trim() === ''}>
        {own.settle}
      </button>
    </form>
  );
}

/** How what the person said after the case was sent is doing; null: they said nothing, or it is not there yet. */
function laterOf({ case: { ticket, citizenAt }, ticketSystem: system }: CaseView) {
  if (ticket?.status !== 'sent' || system === null || system.isGone) return null;
  const { later, begunAt } = ticket;
  const hasSaid = citizenAt > (later?.until ?? begunAt ?? Number.POSITIVE_INFINITY);
  if (!hasSaid) return later?.status ?? null;
  return system.takesUpdates ? 'waiting' : 'none';
}

function textOf({ status, number, there }: CaseTicket, own: ConsoleStrings['ticket']): string {
  if (status !== 'sent') return own.states[status];
  if (number === null) return own.states.numberless;
  return there === 'closed' ? own.states.closed : own.states.sent;
}

function whyOf({ fault }: CaseTicket, own: ConsoleStrings['ticket']): string {
  if (fault === null) return '';
  if (fault.startsWith('http-')) return interpolate(own.refused, { status: fault.slice('http-'.length) });
  return own.faults[fault as keyof typeof own.faults];
}
