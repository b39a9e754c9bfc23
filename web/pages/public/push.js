// Lets this browser be told of answers: shows what it can do, and fills in how it is reached when the person asks for it.
(() => {
  const form = document.getElementById('device');
  const denied = document.getElementById('device-denied');
  if (!form || !('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return;

  const name = 'finestreta.devices';
  /** Cases of which this browser is told, by marks that show nothing of them to who has no key. */
  const notified = () => {
    try {
      return JSON.parse(localStorage.getItem(name) ?? '[]');
    } catch {
      return [];
    }
  };
  const remember = (marks) => {
    try {
      localStorage.setItem(name, JSON.stringify(marks));
    } catch {
      // Nothing is kept here: the button is shown again.
    }
  };
  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/=+$/, '');

  /** Of this case; its key is in it, so that codes cannot be tried out. */
  async function markOf({ code, key }) {
    const plain = `${code.value} ${key.value}`.toUpperCase().replace(/[^0-9A-Z]/g, '');
    return toText(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(plain)));
  }

  async function subscribe() {
    const worker = await navigator.serviceWorker.register('/push-worker.js', { scope: '/cas' });
    // Browsers refuse a subscription of a worker that is not active yet, as at the first visit.
    await navigator.serviceWorker.ready;
    const before = await worker.pushManager.getSubscription();
    const key = form.dataset.key;
    // A subscription for another key, as after a move, is of no use.
    const isOurs = before?.options.applicationServerKey && toText(before.options.applicationServerKey) === key;
    if (before && isOurs) return before;
    await before?.unsubscribe();
    return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  }

  async function show() {
    const mark = await markOf(form.elements);
    // Where no device is told any more, this one is not.
    if (document.getElementById('undevice') === null) remember(notified().filter((each) => each !== mark));
    const isDenied = Notification.permission === 'denied';
    denied.hidden = !isDenied;
    form.hidden = isDenied || notified().includes(mark);
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if ((await Notification.requestPermission()) !== 'granted') return show();
    try {
      const subscription = await subscribe();
      form.elements.endpoint.value = subscription.endpoint;
      form.elements.p256dh.value = toText(subscription.getKey('p256dh'));
      form.elements.auth.value = toText(subscription.getKey('auth'));
      remember([...new Set([...notified(), await markOf(form.elements)])].slice(-50));
    } catch {
      // Sent empty: the server says that it did not come about.
    }
    // Not `requestSubmit`, which would come here again.
    form.submit();
  });
  show();
})();
