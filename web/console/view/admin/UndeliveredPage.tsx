import { useEffect } from 'preact/hooks';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { UndeliveredMessages } from '../../../../src/http/api/wireAccounts.ts';
import { readText, readUndelivered, resend, undeliveredStore } from '../../actions/admin/undelivered.ts';
import { go } from '../../actions/route.ts';
import { formatDistance } from '../../model/deadline.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { datesIn, named, useLocale, useStrings } from '../../strings.ts';
import { fullDate } from '../Deadline.tsx';
import { nameOfAccount } from '../names.ts';
import { AdminPage } from './AdminPage.tsx';
import { Select } from './fields.tsx';

type Message = UndeliveredMessages['messages'][number];

/** Messages that could not be delivered, with what to do about them. What they say is shown on demand, and recorded. */
export function UndeliveredPage({ account }: { readonly account: string }) {
  const strings = useStrings().undelivered;
  const setting = useStore(state, (value) => value.setting);
  const { found, fault, busy } = useStore(undeliveredStore, (value) => value);
  useEffect(() => void readUndelivered(account), [account]);
  const accounts = found?.accounts ?? [];
  const shown = account === '' ? accounts : accounts.filter(({ id }) => id === account);
  return (
    <AdminPage id="undelivered" title={strings.title} hint={strings.hint} fault={fault} isRead={found !== null}>
      {(accounts.length > 1 || account !== '') && (
        <div class="contentfilters">
          <Select
            label={strings.account}
            value={account}
            options={[
              ['', strings.allAccounts],
              ...accounts.map(({ id, count }) => [id, `${nameOfAccount(setting, id)} (${count})`] as const),
            ]}
            onChange={(chosen) => go({ page: 'undelivered', account: chosen })}
          />
        </div>
      )}
      {found !== null && found.messages.length === 0 && <p class="empty">{strings.none}</p>}
      {shown.map(({ id, count }) => (
        <section key={id} aria-label={nameOfAccount(setting, id)}>
          <div class="changehead">
            <h2>{nameOfAccount(setting, id)}</h2>
            <button type="button" disabled={busy} onClick={() => void resend({ account: id })}>
              {interpolate(strings.resendAll, { n: count })}
            </button>
          </div>
          <ul class="cards">
            {found?.messages
              .filter((message) => message.account === id)
              .map((message) => (
                <Row key={message.id} message={message} />
              ))}
          </ul>
        </section>
      ))}
      {found !== null && found.total > found.messages.length && (
        <p class="hint">{interpolate(strings.more, { n: found.messages.length, all: found.total })}</p>
      )}
    </AdminPage>
  );
}

function Row({ message }: { readonly message: Message }) {
  const everyString = useStrings();
  const strings = everyString.undelivered;
  const locale = useLocale();
  const now = useStore(state, (value) => value.now);
  const { texts, busy } = useStore(undeliveredStore, (value) => value);
  const { id, code, attempts, at, isMessage } = message;
  const isRead = Object.hasOwn(texts, id);
  return (
    <li>
      <div>
        <strong>{named({ ...everyString.channels.codes, ...strings.codes }, code)}</strong>
        <p class="hint">
          {interpolate(strings.facts, {
            at: fullDate(at, locale),
            age: formatDistance(at, now, datesIn(locale)),
            n: attempts,
          })}
        </p>
        {!isMessage && <p class="hint">{strings.notAMessage}</p>}
        {isRead && <blockquote class="said-text">{texts[id] ?? everyString.erased}</blockquote>}
      </div>
      <p class="commands">
        {isMessage && !isRead && (
          <button type="button" onClick={() => void readText(id)}>
            {strings.show}
          </button>
        )}
        <button type="button" class="button" disabled={busy} onClick={() => void resend({ id })}>
          {strings.resend}
        </button>
      </p>
    </li>
  );
}
