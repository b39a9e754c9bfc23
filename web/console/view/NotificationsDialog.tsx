import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { SeenNotification } from '../../../src/http/api/wire.ts';
import { filterContent } from '../actions/content/list.ts';
import { switchNotifications } from '../actions/notifications.ts';
import { go } from '../actions/route.ts';
import { mayEdit } from '../actions/session.ts';
import { switchSound } from '../actions/sound.ts';
import { markAllRead, markRead } from '../actions/unread.ts';
import { standsInFor } from '../model/absence.ts';
import { everything } from '../model/content/listFilter.ts';
import { formatDistance } from '../model/deadline.ts';
import { subjectOf } from '../model/notificationSubject.ts';
import { pathOf } from '../model/route.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { datesIn, named, useLocale, useStrings } from '../strings.ts';
import { showLastDay } from '../townDates.ts';
import { fullDate } from './Deadline.tsx';
import { Modal } from './Modal.tsx';
import { nameOfAgent, nameOfDepartment } from './names.ts';

/** What the person was notified of, newest first; what is read on one device is read on all. */
export function NotificationsDialog() {
  const strings = useStrings();
  const notifications = useStore(state, (value) => value.notifications);
  const count = useStore(state, (value) => value.unreadCount);
  return (
    <Modal title={strings.notificationCentre.title} wide={false}>
      <StandsIn />
      {count > 0 && (
        <button type="button" class="small" onClick={() => void markAllRead()}>
          {strings.notificationCentre.readAll}
        </button>
      )}
      {notifications.length === 0 && <p class="empty">{strings.notificationCentre.none}</p>}
      <ol class="notificationlist">
        {notifications.map((notification) => (
          <Entry key={notification.id} {...notification} />
        ))}
      </ol>
      <div class="notificationbar">
        <DesktopAlerts />
        <Sound />
        <button
          type="button"
          onClick={() => {
            state.set({ dialog: null });
            go({ page: 'notifying' });
          }}
        >
          {strings.notificationCentre.choose}
        </button>
      </div>
    </Modal>
  );
}

/** Why what is for somebody else comes to this person. */
function StandsIn() {
  const strings = useStrings();
  const locale = useLocale();
  const me = useStore(state, (value) => value.me?.id ?? '');
  const setting = useStore(state, (value) => value.setting);
  const now = useStore(state, (value) => value.now);
  return (
    <>
      {standsInFor(setting, me, now).map((absence) => (
        <p key={absence.agent} class="hint standsin">
          {interpolate(strings.absence.standsIn, {
            name: nameOfAgent(setting, absence.agent),
            until: showLastDay(absence, locale),
          })}
        </p>
      ))}
    </>
  );
}

function Entry(props: {
  readonly code: string;
  readonly reason: string;
  readonly department: string;
  readonly at: number;
  readonly isRead: boolean;
  readonly says?: SeenNotification['says'];
}) {
  const strings = useStrings();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const now = useStore(state, (value) => value.now);
  const { code, reason, department, at, isRead, says } = props;
  const { about, name, route, publicPage, department: ofDepartment } = subjectOf(code);
  // Who may not edit sees the page that everybody sees.
  const isPublic = publicPage !== null && !mayEdit();
  return (
    <li class={isRead ? '' : 'unread'}>
      <a
        href={isPublic ? publicPage : pathOf(route)}
        target={isPublic ? '_blank' : undefined}
        rel={isPublic ? 'noopener' : undefined}
        onClick={(event) => {
          // A case marks its own as read once it is open; one that was passed on may not open any more.
          if (about !== 'case' || reason === 'transfer-taken') markRead(code);
          if (isPublic || event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          if (ofDepartment !== null) filterContent({ ...everything, state: 'expiring', department: ofDepartment });
          state.set({ dialog: null });
          go(route);
        }}
      >
        {named(strings.notificationReasons, reason)} <span class="name">{name}</span>
      </a>
      {says !== undefined && (
        <p class="plaintext">
          {nameOfAgent(setting, says.by)}: {says.text}
        </p>
      )}
      {!isRead && <span class="tag">{strings.unread}</span>}
      <span class="hint">
        {nameOfDepartment(setting, department, locale)} ·{' '}
        <span title={fullDate(at, locale)}>{formatDistance(at, Math.max(now, at), datesIn(locale))}</span>
      </span>
    </li>
  );
}

function DesktopAlerts() {
  const strings = useStrings();
  const desktopAlerts = useStore(state, (value) => value.desktopAlerts);
  if (desktopAlerts === 'impossible') return null;
  if (desktopAlerts === 'refused') return <p class="hint standsin">{strings.notificationsRefused}.</p>;
  return (
    <button type="button" aria-pressed={desktopAlerts === 'on'} onClick={() => void switchNotifications()}>
      {strings.notifications}
    </button>
  );
}

function Sound() {
  const strings = useStrings();
  const sound = useStore(state, (value) => value.sound);
  return (
    <button type="button" aria-pressed={sound} onClick={switchSound}>
      {strings.sound}
    </button>
  );
}
