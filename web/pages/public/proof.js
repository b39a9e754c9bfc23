// Checks a proof that an entry is in a public log (C2SP tlog-proof), with nothing but what the page and the file hold.
(() => {
  const form = document.getElementById('proof-form');
  const byId = (id) => document.getElementById(id);
  const texts = JSON.parse(form.dataset.texts);
  /** Whom the log wants to be believed by: names and keys of witnesses, groups, quorum; null: it has no witnesses. */
  const trust = JSON.parse(form.dataset.trust);
  form.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', () => void check());

  const utf8 = new TextEncoder();
  const fromHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  const fromBase64 = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const toBase64Url = (bytes) =>
    btoa(String.fromCharCode(...bytes))
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/=+$/, '');
  const isEqual = (one, other) => one.length === other.length && one.every((byte, index) => byte === other[index]);
  const sha256 = async (...pieces) =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(pieces.flatMap((piece) => [...piece]))));

  const proofForm =
    /^c2sp\.org\/tlog-proof@v1\nextra ([A-Za-z0-9+/=]+)\nindex (0|[1-9]\d{0,15})\n((?:[A-Za-z0-9+/]{43}=\n){0,63})\n([\s\S]+)$/;
  const checkpointForm = /^(\S+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n/;

  /** All parts of a proof. Throws where it has another form. */
  function read(file) {
    const [, extra, index, path, note] = proofForm.exec(file);
    const { entry, disclosures, texts = [] } = JSON.parse(new TextDecoder().decode(fromBase64(extra)));
    const end = note.lastIndexOf('\n\n');
    const text = note.slice(0, end + 1);
    const [, origin, size, root] = checkpointForm.exec(text);
    const signatures = note
      .slice(end + 2)
      .split('\n')
      .flatMap((line) => {
        const [, name, encoded] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
        return name === undefined ? [] : [{ name, bytes: fromBase64(encoded) }];
      });
    return {
      entry: String(entry),
      fields: JSON.parse(entry),
      disclosures: disclosures.map(String),
      texts: texts.map(([salt, json]) => ({ salt: fromHex(salt), json: String(json) })),
      index: Number(index),
      path: path.split('\n').filter(Boolean).map(fromBase64),
      text,
      origin,
      size: Number(size),
      root: fromBase64(root),
      signatures,
    };
  }

  /** Whether the entry is in the tree of this root (RFC 9162, 2.1.3.2). */
  async function isInTree({ entry, index, path, size, root }) {
    if (index >= size) return false;
    let [node, last, hash] = [index, size - 1, await sha256([0], utf8.encode(entry))];
    for (const sibling of path) {
      if (last === 0) return false;
      if (node % 2 === 1 || node === last) {
        hash = await sha256([1], sibling, hash);
        while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
      } else hash = await sha256([1], hash, sibling);
      [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    }
    return last === 0 && isEqual(hash, root);
  }

  const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

  /** A key of its line, `name+id+base64`; null: it is none. */
  function readKey(line) {
    const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(line.trim()) ?? [];
    if (name === undefined) return null;
    const bytes = fromBase64(encoded);
    return { name, id, type: bytes[0], bytes: bytes.slice(1) };
  }

  /** The signatures that a key may have made, and how Ed25519 checks them; null: this browser cannot. */
  async function checkerOf(key, signatures) {
    const own = signatures.filter(({ name, bytes }) => name === key.name && hex(bytes.slice(0, 4)) === key.id);
    try {
      const publicKey = await crypto.subtle.importKey('raw', key.bytes, 'Ed25519', false, ['verify']);
      const isRight = (signature, message) =>
        crypto.subtle.verify('Ed25519', publicKey, signature, utf8.encode(message));
      return { own: own.map(({ bytes }) => bytes.slice(4)), isRight };
    } catch {
      return null;
    }
  }

  /** Whether the log of this key signed the tree; null: this browser cannot tell. */
  async function isSigned({ text, origin, signatures }, keyLine) {
    const key = readKey(keyLine);
    if (key === null || key.name !== origin || key.type !== 1 || key.bytes.length !== 32) return false;
    const checker = await checkerOf(key, signatures);
    if (checker === null) return null;
    for (const signature of checker.own) if (await checker.isRight(signature, text)) return true;
    return false;
  }

  /** Whether a witness cosigned the tree (C2SP tlog-cosignature); null: it did not, or this browser cannot tell. */
  async function hasCosigned({ text, signatures }, keyLine) {
    const key = readKey(keyLine);
    // Browsers cannot check ML-DSA yet.
    if (key === null || key.type !== 4) return null;
    const checker = await checkerOf(key, signatures);
    if (checker === null || checker.own.length === 0) return null;
    for (const signature of checker.own) {
      const time = BigInt(`0x${hex(signature.slice(0, 8)) || '0'}`);
      if (!(await checker.isRight(signature.slice(8), `cosignature/v1\ntime ${time}\n${text}`))) return false;
    }
    return true;
  }

  /** Whether enough witnesses cosigned; null: not yet, as far as this browser can tell. */
  async function isWitnessed(proof) {
    const cosigned = new Set();
    for (const [name, keyLine] of Object.entries(trust.witnesses)) {
      const has = await hasCosigned(proof, keyLine);
      if (has === false) return false;
      if (has) cosigned.add(name);
    }
    const counts = (name) => {
      const group = trust.groups[name];
      return group === undefined ? cosigned.has(name) : group.members.filter(counts).length >= group.threshold;
    };
    return counts(trust.quorum) || null;
  }

  /** Whether the entry commits to each disclosure (RFC 9901). */
  async function areDisclosed({ disclosures, fields }) {
    const digests = await Promise.all(disclosures.map(async (each) => toBase64Url(await sha256(utf8.encode(each)))));
    return digests.every((digest) => Array.isArray(fields._sd) && fields._sd.includes(digest));
  }

  const disclosed = ({ disclosures }) =>
    disclosures.map((each) => JSON.parse(new TextDecoder().decode(fromBase64(each))).slice(1));

  /** Whether the entry commits to the texts: one digest over a salted digest of each. */
  async function areTexts(proof) {
    const digests = await Promise.all(
      proof.texts.map(async ({ salt, json }) => hex(await sha256(salt, utf8.encode(json)))),
    );
    const joined = toBase64Url(await sha256(utf8.encode(JSON.stringify(digests))));
    return disclosed(proof).some(([name, value]) => name === 'texts' && value === joined);
  }

  async function check() {
    const [file] = byId('proof-file').files;
    if (file === undefined) return;
    // Browsers compute hashes on safe connections only.
    if (!crypto.subtle) return show([['signature', null]], null);
    const steps = [];
    let proof = null;
    try {
      proof = read((await file.text()).slice(0, 200_000));
      steps.push(['read', true]);
    } catch {
      steps.push(['read', false]);
    }
    if (proof !== null) {
      steps.push(['entry', await isInTree(proof)]);
      steps.push(['signature', await isSigned(proof, byId('proof-key').value)]);
      if (trust !== null && trust.origin === proof.origin) steps.push(['witnesses', await isWitnessed(proof)]);
      steps.push(['disclosures', await areDisclosed(proof)]);
      if (proof.texts.length > 0) steps.push(['texts', await areTexts(proof)]);
    }
    show(steps, proof);
  }

  function show(steps, proof) {
    const isBad = steps.some(([, ok]) => ok === false);
    const unsure = steps.find(([, ok]) => ok === null)?.[0];
    const isUnsure = unsure !== undefined;
    const verdict = byId('proof-verdict');
    verdict.textContent = isBad
      ? texts.bad
      : !isUnsure
        ? texts.good
        : unsure === 'witnesses'
          ? texts.unwitnessed
          : texts.unsure;
    verdict.className = `verdict ${isBad ? 'bad' : isUnsure ? 'unsure' : 'good'}`;
    byId('proof-steps').replaceChildren(
      ...steps.map(([name, ok]) => {
        const item = document.createElement('li');
        item.textContent = `${ok === true ? '✓' : ok === null ? '?' : '✗'} ${ok === false ? texts.failed[name] : ok === null ? (texts.open[name] ?? texts[name]) : texts[name]}`;
        return item;
      }),
    );
    // What is not proven is not shown as if it were.
    const fields = isBad || proof === null ? {} : proof.fields;
    list(
      byId('proof-says'),
      Object.entries(fields).filter(([name, value]) => name !== '_sd' && name !== 'v' && value !== null),
    );
    const hidden = isBad || proof === null ? [] : disclosed(proof);
    write(isBad || proof === null ? [] : proof.texts);
    list(
      byId('proof-hidden'),
      hidden.filter(([, value]) => value !== null),
    );
    byId('proof-result').hidden = false;
    // Which file this is about.
    verdict.dataset.size = byId('proof-file').files[0]?.size ?? '';
    byId('proof-heading').focus();
  }

  /** What was written and answered. Never as anything but text. */
  function write(written) {
    const said = written.map(({ json }, index) => [index === 0 ? texts.you : texts.bot, JSON.parse(json)?.text ?? '']);
    const element = byId('proof-written');
    list(
      element,
      said.filter(([, text]) => text !== ''),
    );
    for (const detail of element.querySelectorAll('dd')) detail.className = 'plaintext';
  }

  /** A value in words: times by the clock of the reader, and kinds by their names. */
  function said(name, value) {
    const isTime = name === 'at' || name === 'receivedAt' || /Due(At)?$/.test(name);
    if (isTime)
      return new Date(value).toLocaleString(document.documentElement.lang, {
        dateStyle: 'long',
        timeStyle: name === 'receivedAt' ? 'medium' : 'short',
      });
    if (name === 'type') return texts.types[value] ?? String(value);
    if (name === 'kind') return texts.kinds[value] ?? String(value);
    return typeof value === 'string' ? value : JSON.stringify(value);
  }

  function list(element, entries) {
    element.previousElementSibling.hidden = entries.length === 0;
    element.replaceChildren(
      ...entries.map(([name, value]) => {
        const row = document.createElement('div');
        const term = document.createElement('dt');
        const detail = document.createElement('dd');
        term.textContent = texts.fields[name] ?? name;
        detail.textContent = said(name, value);
        row.append(term, detail);
        return row;
      }),
    );
  }
})();
