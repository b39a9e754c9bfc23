// The link of a receipt holds the key of its case behind `#`, which browsers send to nobody: this sends it in a form.
(() => {
  const form = document.getElementById('follow');
  const again = document.getElementById('again');
  const key = location.hash.slice(1);
  if (form && key !== '' && form.elements.code.value !== '') {
    // Gone from the address, so that neither the history keeps it nor the way back sends it once more.
    history.replaceState(null, '', location.pathname + location.search);
    form.elements.key.value = key;
    form.requestSubmit();
  }
  // Another language is another address: the key goes along as it came.
  if (again) {
    for (const link of document.querySelectorAll('a[hreflang]')) link.hash = again.elements.key.value;
  }
})();
