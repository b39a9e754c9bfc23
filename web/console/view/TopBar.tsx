import { handlers, hasRole } from '../../../src/core/cases/policy.ts';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import { isDevice, leaveHere } from '../actions/deviceHere.ts';
import { sendHeldOf } from '../actions/held.ts';
import { mayEdit, ownPage, switchAvailability } from '../actions/session.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useLocale, useStrings } from '../strings.ts';
import { showLastDay } from '../townDates.ts';
import { Icon } from './Icon.tsx';
import { nameOfAgent } from './names.ts';
import { RouteLink } from './RouteLink.tsx';

/** Name of the application, the palette, and the person's own settings: availability, notifications, account. */
export function TopBar() {
  const strings = useStrings();
  const isHandler = useStore(state, ({ me }) => me !== null && hasRole(me, handlers));
  return (
    <header class="top">
      <RouteLink className="brand" route={ownPage()}>
        <Icon name="window" />
        <span>{strings.brand}</span>
      </RouteLink>
      <button type="button" class="command" onClick={() => state.set({ dialog: { kind: 'palette' } })}>
        <Icon name="search" />
        <span>{strings.palette}</span>
        <kbd>Ctrl K</kbd>
      </button>
      {isHandler && <Availability />}
      {isHandler && <Absence />}
      {(isHandler || mayEdit()) && <Notifications />}
      <Account />
    </header>
  );
}

function Availability() {
  const strings = useStrings();
  const isHere = useStore(state, ({ me }) => me?.availability === 'available');
  return (
    <button type="button" class="switch" role="switch" aria-checked={isHere} onClick={() => void switchAvailability()}>
      <span class="knob" />
      {isHere ? strings.available : strings.away}
    </button>
  );
}

/** Until when the person is away, or a way to say so where they are not there. */
function Absence() {
  const strings = useStrings();
  const locale = useLocale();
  const me = useStore(state, (value) => value.me);
  const setting = useStore(state, (value) => value.setting);
  const now = useStore(state, (value) => value.now);
  if (me === null || me.availability === 'available') return null;
  const absence = me.absence !== null && now < me.absence.until ? me.absence : null;
  const text = absence === null ? strings.absence.open : strings.absence.until;
  const until = absence === null ? '' : showLastDay(absence, locale);
  return (
    <button
      type="button"
      class={absence === null ? 'plain absence' : 'plain absence until'}
      title={absence === null ? undefined : `${strings.absence.deputy}: ${nameOfAgent(setting, absence.deputy)}`}
      onClick={() => state.set({ dialog: { kind: 'absence' } })}
    >
      {interpolate(text, { until })}
    </button>
  );
}

function Notifications() {
  const strings = useStrings();
  const count = useStore(state, (value) => value.unreadCount);
  const isOn = useStore(state, (value) => value.desktopAlerts === 'on');
  return (
    <button
      type="button"
      class={`plain bell ${isOn ? 'on' : ''}`}
      title={strings.notificationCentre.title}
      onClick={() => state.set({ dialog: { kind: 'notifications' } })}
    >
      <Icon name="bell" />
      <span class="hidden">{interpolate(strings.notificationCentre.button, { n: count })}</span>
      {count > 0 && (
        <span class="badge" aria-hidden="true">
          {count > 99 ? '99+' : count}
        </span>
      )}
    </button>
  );
}

/** What waits is sent while the session lasts, and this browser is notified no more. */
async function signOutAfterSending(event: SubmitEvent): Promise<void> {
  const { held } = state.get();
  const form = event.currentTarget;
  const isFirst = held.length > 0 || isDevice();
  if (isFirst) event.preventDefault();
  for (const code of held.flatMap(({ codes }) => codes)) await sendHeldOf(code);
  if (isDevice()) await leaveHere();
  sessionStorage.clear();
  if (isFirst && form instanceof HTMLFormElement) form.submit();
}

function Account() {
  const strings = useStrings();
  const name = useStore(state, ({ me }) => me?.name ?? '');
  return (
    <nav class="account" aria-label={strings.account}>
      <a href="/console/compte">{name}</a>
      {/* Drafts stay with the person who wrote them. */}
      <form method="post" action="/console/sortir" onSubmit={(event) => void signOutAfterSending(event)}>
        <button type="submit" class="plain">
          {strings.signOut}
        </button>
      </form>
    </nav>
  );
}
