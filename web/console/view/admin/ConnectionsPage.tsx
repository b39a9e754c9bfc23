import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { Connections } from '../../../../src/http/api/wireConnections.ts';
import type { WebhookView } from '../../../../src/http/api/wireStaff.ts';
import { connectionStore, readConnections, testConnection } from '../../actions/admin/connections.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { named, useLocale, useStrings } from '../../strings.ts';
import { fullDate } from '../Deadline.tsx';
import { AdminPage } from './AdminPage.tsx';
import { useConnectionTexts } from './connectionTexts.ts';

/** Mail, text messages, sign-in and web hooks: how each is set up, and a test that says honestly whether it works. */
export function ConnectionsPage() {
  const everyString = useStrings();
  const strings = useConnectionTexts();
  const { connections, hooks, fault } = useStore(connectionStore, (value) => value);
  const email = useStore(state, ({ me }) => me?.email ?? '');
  useEffect(() => void readConnections(), []);
  return (
    <AdminPage id="connections" title={strings.title} hint={strings.hint} fault={fault} isRead={connections !== null}>
      {connections !== null && (
        <>
          <h2>{strings.mail}</h2>
          {connections.mail === null ? (
            <p>{strings.noMail}</p>
          ) : (
            <Tested path="connections/mail" action={strings.testMail} good={interpolate(strings.mailGood, { email })}>
              {interpolate(strings.mailBy, connections.mail)}
            </Tested>
          )}
          <h2>{strings.sms}</h2>
          {connections.sms === null ? <p>{strings.noSms}</p> : <SmsGateway gateway={connections.sms} />}
          <h2>{strings.signIn}</h2>
          {connections.signIn === null ? (
            <p>{strings.noSignIn}</p>
          ) : (
            <Tested path="connections/sign-in" action={strings.testSignIn} good={strings.signInGood}>
              {interpolate(strings.signInBy, connections.signIn)}
            </Tested>
          )}
          <p class={connections.secondFactor === 'required' ? 'hint' : 'warned'}>
            {strings.secondFactor[connections.secondFactor]}
          </p>
          <h2>{everyString.hooks}</h2>
          {hooks.length === 0 && <p>{everyString.noHooks}</p>}
          {hooks.map((hook) => (
            <Hook key={hook.id} hook={hook} />
          ))}
        </>
      )}
    </AdminPage>
  );
}

/** Where text messages leave, and a test with a number. */
function SmsGateway({ gateway }: { readonly gateway: NonNullable<Connections['sms']> }) {
  const strings = useConnectionTexts();
  const [phone, setPhone] = useState('');
  const { server, sender } = gateway;
  const countries = gateway.countries.map((code) => `+${code}`).join(', ');
  return (
    <Tested
      path="connections/sms"
      body={{ phone }}
      action={strings.testSms}
      good={strings.smsGood}
      field={
        <div class="labelled">
          <label for="sms-phone">{strings.smsPhone}</label>
          <input
            id="sms-phone"
            class="field"
            type="tel"
            required
            maxLength={40}
            autocomplete="off"
            aria-describedby="sms-hint"
            value={phone}
            onInput={({ currentTarget }) => setPhone(currentTarget.value)}
          />
          <span id="sms-hint" class="hint">
            {strings.smsHint}
          </span>
        </div>
      }
    >
      {interpolate(strings.smsBy, { server, countries })}
      {sender !== null && ` ${interpolate(strings.smsSender, { sender })}`}
    </Tested>
  );
}

/** Something that can be tested, with what came of it. */
function Tested(props: {
  readonly path: string;
  readonly action: string;
  readonly good: string;
  /** Where what the test needs is typed, and what was; absent: it needs nothing. */
  readonly field?: ComponentChildren;
  readonly body?: { readonly phone: string };
  readonly children: ComponentChildren;
}) {
  const strings = useConnectionTexts();
  const testing = useStore(connectionStore, (value) => value.testing);
  const answer = useStore(connectionStore, ({ answers }) => answers[props.path] ?? null);
  return (
    <>
      <p class="breakable">{props.children}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void testConnection(props.path, props.body ?? {});
        }}
      >
        {props.field}
        <button type="submit" disabled={testing !== null}>
          {props.action}
        </button>
      </form>
      <div role="status">
        {testing === props.path && <p class="hint">{strings.working}</p>}
        {answer !== null && answer.code === null && <p class="goodanswer">{props.good}</p>}
        {answer !== null && answer.code !== null && (
          <p class="faulty">
            {answer.code in strings.untried
              ? named(strings.untried, answer.code)
              : interpolate(strings.bad, { why: whyOf(strings.codes, answer.code) })}
            {answer.detail !== null && <span class="hint technical"> ({answer.detail})</span>}
          </p>
        )}
      </div>
    </>
  );
}

/** A code in plain words; one that nobody knows is shown as it is. */
function whyOf(codes: Readonly<Record<string, string>>, code: string): string {
  return /^\d{3}$/.test(code) ? interpolate(codes.status ?? code, { code }) : named(codes, code);
}

/** A web hook and its latest deliveries. */
function Hook({ hook }: { readonly hook: WebhookView }) {
  const strings = useStrings();
  const texts = useConnectionTexts();
  const locale = useLocale();
  return (
    <section class="hook">
      <h3>{hook.url}</h3>
      <Tested path={`hooks/${hook.id}`} action={interpolate(texts.testHook, { name: hook.id })} good={texts.hookGood}>
        <span class="hint">{hook.reasons.map((reason) => named(strings.notificationReasons, reason)).join(' · ')}</span>
      </Tested>
      {hook.deliveries.length === 0 ? (
        <p>{strings.noDeliveries}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <section class="wide-table" tabIndex={0} aria-label={hook.url}>
          <table>
            <thead>
              <tr>
                <th scope="col">{strings.deliveryAt}</th>
                <th scope="col">{strings.deliveryReason}</th>
                <th scope="col">{strings.deliveryState}</th>
                <th scope="col">{strings.deliveryAttempts}</th>
              </tr>
            </thead>
            <tbody>
              {hook.deliveries.map((each) => (
                <tr key={each.id}>
                  <td>{fullDate(each.at, locale)}</td>
                  <td>{named(strings.notificationReasons, each.reason)}</td>
                  <td class={each.state}>
                    {strings.sendStates[each.state]}
                    {each.status !== null && ` (${each.status})`}
                  </td>
                  <td>{each.attempts}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
