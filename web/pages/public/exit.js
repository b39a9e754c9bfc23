// Leaves at once, and leaves no way back: by the link, or by Escape pressed three times. Without this the link alone works.
(() => {
  const link = document.getElementById('quick-exit');
  if (!link) return;
  document.getElementById('quick-exit-keys').hidden = false;
  let presses = 0;
  let last = 0;
  const leave = () => {
    // Whatever takes its time to load: nothing is seen meanwhile.
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
  // A page that the browser had put aside may be of a conversation that was left since.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
})();
