// Passkeys (WebAuthn): a form on the page contains the request; the browser's response is put into its field and sent.
(() => {
  const toBytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0));
  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/=+$/, '');
  const named = (list) => (list ?? []).map((each) => ({ ...each, id: toBytes(each.id) }));

  /** Options for the browser, from the JSON of the server. */
  const options = (asked) => ({
    ...asked,
    challenge: toBytes(asked.challenge),
    ...(asked.user && { user: { ...asked.user, id: toBytes(asked.user.id) } }),
    excludeCredentials: named(asked.excludeCredentials),
    allowCredentials: named(asked.allowCredentials),
  });

  /** The browser's response as JSON. */
  function toJson({ id, rawId, type, response, ...rest }) {
    const part = (name) => (response[name] ? { [name]: toText(response[name]) } : {});
    return JSON.stringify({
      id,
      rawId: toText(rawId),
      type,
      clientExtensionResults: rest.getClientExtensionResults?.() ?? {},
      response: {
        ...part('clientDataJSON'),
        ...part('attestationObject'),
        ...part('authenticatorData'),
        ...part('signature'),
        ...part('userHandle'),
        ...(response.getTransports && { transports: response.getTransports() }),
      },
    });
  }

  async function answerOf(form) {
    const { options: given, ask } = form.dataset;
    if (given) return navigator.credentials.create({ publicKey: options(JSON.parse(given)) });
    const answer = await fetch(ask, { method: 'POST', credentials: 'same-origin' });
    if (!answer.ok) throw new Error(String(answer.status));
    return navigator.credentials.get({ publicKey: options(await answer.json()) });
  }

  for (const form of document.querySelectorAll('form.passkey')) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    for (const instead of document.querySelectorAll('.without-passkey')) instead.hidden = true;
    const failed = form.querySelector('[role="alert"]');
    const button = form.querySelector('button');
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (button.disabled) return;
      button.disabled = true;
      failed.hidden = true;
      try {
        form.elements.answer.value = toJson(await answerOf(form));
        form.submit();
      } catch {
        failed.hidden = false;
        button.disabled = false;
        button.focus();
      }
    });
  }
})();
