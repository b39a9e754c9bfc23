import { subjectOf } from '../model/notificationSubject.ts';
import { pathOf } from '../model/route.ts';
import { state } from '../state.ts';
import { stringsNow } from '../strings.ts';

const key = 'finestreta.console.notifications';

/** Restores the setting of desktop notifications; permission is requested only by a button. */
export function restoreNotifications(): void {
  if (!('Notification' in window)) return state.set({ desktopAlerts: 'impossible' });
  const { permission } = Notification;
  if (permission === 'denied') state.set({ desktopAlerts: 'refused' });
  else if (permission === 'granted' && localStorage.getItem(key) === 'on') state.set({ desktopAlerts: 'on' });
}

export async function switchNotifications(): Promise<void> {
  const { desktopAlerts } = state.get();
  if (desktopAlerts === 'on') {
    localStorage.removeItem(key);
    return state.set({ desktopAlerts: 'off' });
  }
  if (desktopAlerts !== 'off') return;
  const granted = (await Notification.requestPermission()) === 'granted';
  if (granted) localStorage.setItem(key, 'on');
  state.set({ desktopAlerts: granted ? 'on' : 'refused' });
}

/**
 * Shows a desktop notification when nobody looks at the page. It never quotes the citizen: others may see the screen.
 */
export function showDesktopNotification(code: string, text: string): void {
  if (state.get().desktopAlerts !== 'on' || !document.hidden) return;
  try {
    const notification = new Notification(stringsNow().title, { body: text, tag: code, icon: '/assets/icon-192.png' });
    notification.onclick = () => {
      window.focus();
      notification.close();
      // Who follows the address goes there.
      history.pushState(null, '', pathOf(subjectOf(code).route));
      dispatchEvent(new PopStateEvent('popstate'));
    };
  } catch {
    // Some phones allow this to service workers only; the number in the title shows it too.
    state.set({ desktopAlerts: 'impossible' });
  }
}
