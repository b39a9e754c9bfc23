// An invitation's link has its token behind `#`, which browsers send to nobody: this sends it in a form.
(() => {
  const form = document.getElementById('token-form');
  const token = location.hash.slice(1);
  if (form && token !== '') {
    // Removed from the address, so that neither the history nor "back" sends it again.
    history.replaceState(null, '', location.pathname + location.search);
    form.elements.token.value = token;
    form.requestSubmit();
  }
})();
