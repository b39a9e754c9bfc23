import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { AccountSummary } from '../../../../src/http/api/wireAccounts.ts';
import { type ConsoleStrings, named, useLocale, useStrings } from '../../strings.ts';
import { showDay } from '../../townDates.ts';
import { fullDate } from '../Deadline.tsx';
import { RouteLink } from '../RouteLink.tsx';

/** What an account is called; the built-in one may have no name yet. */
export function accountTitle({ channels }: ConsoleStrings, { id, name }: Pick<AccountSummary, 'id' | 'name'>): string {
  return name ?? (id === 'web' ? channels.builtIn : id);
}

/** State and health of an account, in words and colour. */
export function AccountTags({ account }: { readonly account: AccountSummary }) {
  const strings = useStrings().channels;
  const locale = useLocale();
  const { state, health, isInCrisis, main, pause, deadLetters, waiting } = account;
  const isLive = state === 'open' || state === 'frozen';
  return (
    <p class="marks">
      <span
        class={`tag state ${isInCrisis || state === 'frozen' || state === 'requested' ? 'changed' : state === 'open' ? 'live' : ''}`}
      >
        {isInCrisis ? strings.inCrisis : strings.states[state]}
      </span>
      {main && <span class="tag">{strings.main}</span>}
      {isLive && health === null && <span class="tag">{strings.health.elsewhere}</span>}
      {health?.state === 'open' && <span class="tag good">{strings.health.good}</span>}
      {health?.state === 'opening' && <span class="tag">{strings.health.opening}</span>}
      {health?.state === 'failing' && <span class="tag urgent">{strings.health.failing}</span>}
      {pause !== null && (
        <span class="tag high">{interpolate(strings.paused, { until: fullDate(pause.until, locale) })}</span>
      )}
      {waiting > 0 && <span class="tag">{interpolate(strings.waiting, { n: waiting })}</span>}
      {deadLetters > 0 && (
        <RouteLink route={{ page: 'undelivered', account: account.id }} className="tag urgent">
          {interpolate(strings.deadLetters, { n: deadLetters })}
        </RouteLink>
      )}
    </p>
  );
}

/** Why something failed, in plain words, with the technical message for who can use it. */
export function FaultText({ code, message }: { readonly code: string; readonly message: string | null }) {
  const strings = useStrings().channels;
  return (
    <>
      {named(strings.codes, code)}
      {message !== null && (
        <span class="hint technical" lang="en">
          {' '}
          {interpolate(strings.detail, { message })}
        </span>
      )}
    </>
  );
}

/** When people used an account, and what is wrong with it. */
export function AccountUse({ account }: { readonly account: AccountSummary }) {
  const strings = useStrings().channels;
  const locale = useLocale();
  const { traffic, lastActive, health, warnings } = account;
  const day = (text: string) => showDay(text, locale);
  const seen = [
    traffic.receivedAt !== null
      ? interpolate(strings.received, { at: fullDate(traffic.receivedAt, locale) })
      : lastActive === null
        ? strings.never
        : interpolate(strings.lastActive, { day: day(lastActive) }),
    ...(traffic.sentAt === null ? [] : [interpolate(strings.sent, { at: fullDate(traffic.sentAt, locale) })]),
  ];
  return (
    <>
      {health?.state === 'failing' && (
        <p class="faulty">
          {interpolate(strings.healthSince, { health: strings.health.failing, at: fullDate(health.since, locale) })}.{' '}
          <FaultText code={health.code} message={null} />
        </p>
      )}
      <p class="hint">{seen.join(' · ')}</p>
      {traffic.fault !== null && (
        <p class="hint">
          {interpolate(strings.lastFault, {
            at: fullDate(traffic.fault.at, locale),
            what: named({ ...strings.codes, ...strings.sendFaults }, traffic.fault.code),
          })}
        </p>
      )}
      {warnings.map((warning) => (
        <p key={`${warning.kind}`} class="warned">
          {warning.kind === 'inactive'
            ? interpolate(strings.warnings.inactive, { since: day(warning.since) })
            : interpolate(strings.warnings[warning.kind], { id: warning.id })}
        </p>
      ))}
    </>
  );
}
