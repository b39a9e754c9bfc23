// Quick exit without a way back: by the link, or by Escape pressed three times. Without this script the link alone
// works.
(() => {
  const link = document.getElementById('quick-exit');
  if (!link) return;
  document.getElementById('quick-exit-keys').hidden = false;
  let presses = 0;
  let last = 0;
  const leave = () => {
    // The next page may load slowly: hide this one meanwhile.
    document.documentElement.hidden = true;
    location.replace(link.href);
  };
  link.addEventListener('click', (event) => {
    event.preventDefault();
    leave();
  });
  addEventListener(
    'keydown',
    (event) => {
      if (event.repeat) return;
      presses = event.key !== 'Escape' ? 0 : event.timeStamp - last < 3_000 ? presses + 1 : 1;
      last = event.timeStamp;
      if (presses === 3) leave();
    },
    true,
  );
  // A page from the back/forward cache may show a conversation that has been left since.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
})();
