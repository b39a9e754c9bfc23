import { switchNotifications } from '../actions/notifications.ts';
import { go } from '../actions/route.ts';
import { switchAvailability } from '../actions/session.ts';
import { state } from '../state.ts';
import { useStore } from '../store.ts';
import { useWords } from '../words.ts';
import { Icon } from './Icon.tsx';

/** Name of the house, the palette, and what is one's own: availability, notifications, account. */
export function TopBar() {
  const words = useWords();
  return (
    <header class="top">
      <a
        class="brand"
        href="/console"
        onClick={(event) => {
          event.preventDefault();
          go({ page: 'inbox', code: null });
        }}
      >
        <Icon name="window" />
        <span>{words.brand}</span>
      </a>
      <button type="button" class="command" onClick={() => state.set({ dialog: { kind: 'palette' } })}>
        <Icon name="search" />
        <span>{words.palette}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <Availability />
      <Notifications />
      <Account />
    </header>
  );
}

function Availability() {
  const words = useWords();
  const isHere = useStore(state, ({ me }) => me?.availability === 'available');
  return (
    <button type="button" class="switch" role="switch" aria-checked={isHere} onClick={() => void switchAvailability()}>
      <span class="knob" />
      {isHere ? words.available : words.away}
    </button>
  );
}

function Notifications() {
  const words = useWords();
  const desktopAlerts = useStore(state, (value) => value.desktopAlerts);
  if (desktopAlerts === 'impossible') return null;
  return (
    <button
      type="button"
      class={`plain bell ${desktopAlerts}`}
      aria-pressed={desktopAlerts === 'on'}
      disabled={desktopAlerts === 'refused'}
      aria-label={desktopAlerts === 'refused' ? words.notificationsRefused : words.notifications}
      title={desktopAlerts === 'refused' ? words.notificationsRefused : words.notifications}
      onClick={() => void switchNotifications()}
    >
      <Icon name="bell" />
    </button>
  );
}

function Account() {
  const words = useWords();
  const name = useStore(state, ({ me }) => me?.name ?? '');
  return (
    <nav class="account" aria-label={words.account}>
      <a href="/console/compte">{name}</a>
      {/* Drafts stay with whoever wrote them. */}
      <form method="post" action="/console/sortir" onSubmit={() => sessionStorage.clear()}>
        <button type="submit" class="plain">
          {words.signOut}
        </button>
      </form>
    </nav>
  );
}
