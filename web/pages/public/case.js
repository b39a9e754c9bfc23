// The link of a receipt has the key of its case behind `#`, which browsers send to nobody: this sends it in a form.
(() => {
  const form = document.getElementById('follow');
  const again = document.getElementById('again');
  const key = location.hash.slice(1);
  if (form && key !== '' && form.elements.code.value !== '') {
    // Removed from the address, so that neither the history nor "back" sends it again.
    history.replaceState(null, '', location.pathname + location.search);
    form.elements.key.value = key;
    form.requestSubmit();
  }
  // Another language is another address: the key is passed along unchanged.
  if (again) {
    for (const link of document.querySelectorAll('a[hreflang]')) link.hash = again.elements.key.value;
  }
})();
