// Shows a notification while no page is open, to citizens and staff. What it is told was encrypted for this browser alone.
self.addEventListener('push', (event) => {
  const { title, body, url, end, lang, tag } = event.data.json();
  const shown = {
    body,
    lang,
    tag,
    data: { url, end: end?.url },
    icon: '/assets/icon-192.png',
    actions: end ? [{ action: 'end', title: end.label }] : [],
  };
  event.waitUntil(self.registration.showNotification(title, shown));
});

self.addEventListener('notificationclick', (event) => {
  const { notification, action } = event;
  notification.close();
  const { url, end } = notification.data;
  // Our own pages only, whatever the message says.
  const own = (address) => new URL(new URL(address).pathname + new URL(address).hash, self.location.origin).href;
  event.waitUntil(action === 'end' ? fetch(own(end), { method: 'POST' }) : self.clients.openWindow(own(url)));
});
