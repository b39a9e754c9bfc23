import { useEffect } from 'preact/hooks';
import { hookStore, readHooks } from '../actions/admin/hooks.ts';
import { useStore } from '../observable.ts';
import { named, useLocale, useStrings } from '../strings.ts';
import { fullDate } from './Deadline.tsx';

/** Web hooks and their latest deliveries. */
export function HooksPage() {
  const strings = useStrings();
  const locale = useLocale();
  const { hooks, fault } = useStore(hookStore, (value) => value);
  useEffect(() => void readHooks(), []);
  return (
    <section class="page">
      <header>
        <h1>{strings.hooks}</h1>
      </header>
      {fault !== null && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      {fault === null && hooks.length === 0 && <p>{strings.noHooks}</p>}
      {hooks.map((hook) => (
        <section key={hook.id} class="hook">
          <h2>{hook.url}</h2>
          <p class="hint">{hook.reasons.map((reason) => named(strings.notificationReasons, reason)).join(' · ')}</p>
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
      ))}
    </section>
  );
}
