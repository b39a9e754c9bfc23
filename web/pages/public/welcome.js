// An invitation's link holds its token behind `#`, which browsers send to nobody: this sends it in a form.
(() => {
  const form = document.getElementById('token-form');
  const token = location.hash.slice(1);
  if (form && token !== '') {
    // Gone from the address, so that neither the history keeps it nor the way back sends it once more.
    history.replaceState(null, '', location.pathname + location.search);
    form.elements.token.value = token;
    form.requestSubmit();
  }
})();
