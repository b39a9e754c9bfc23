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

  // Photos are seen where they were sent, and large when one is pressed.
  async function showPhoto(form) {
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
    const blob = await answer.blob();
    if (!answer.ok || !blob.type.startsWith('image/')) return;
    const { photo, close } = form.dataset;
    const src = URL.createObjectURL(blob);
    const picture = () => Object.assign(new Image(), { src, alt: photo });
    const button = (...inside) => {
      const made = Object.assign(document.createElement('button'), { type: 'button', className: 'photo' });
      made.append(...inside);
      return made;
    };
    const large = document.createElement('dialog');
    large.className = 'photo-large';
    const shut = button(Object.assign(picture(), { alt: close }));
    shut.addEventListener('click', () => large.close());
    large.append(shut);
    large.setAttribute('aria-label', photo);
    const open = button(picture());
    open.addEventListener('click', () => large.showModal());
    const figure = document.createElement('div');
    form.replaceWith(figure);
    figure.append(open, form, large);
  }
  (async () => {
    // One after the other: many at once would count as too many.
    for (const photo of document.querySelectorAll('form[data-photo]')) await showPhoto(photo).catch(() => {});
  })();
})();
