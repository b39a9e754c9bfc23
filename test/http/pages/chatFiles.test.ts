import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { samples } from '../../adapters/webchat/support/samples.ts';
import { type Site, startSite } from '../../web/support/site.ts';
import { createVisitor } from './support/visitor.ts';

const bytes = 1_048_576;
let site: Site;
beforeAll(async () => {
  site = await startSite({
    settings: { WEBCHAT_UPLOAD_BYTES: String(bytes), WEBCHAT_UPLOAD_TYPES: 'png,pdf', WEBCHAT_UPLOADS_AT_ONCE: '1' },
  });
});
afterAll(() => site.stop());

const picture = { name: 'fanal.png', bytes: samples.png };
const paper = { name: 'rebut.pdf', bytes: samples.pdf };
/** A picture of so many bytes. */
const pictureOf = (size: number) => {
  return { name: 'gran.png', bytes: Buffer.concat([samples.png, Buffer.alloc(size - samples.png.length)]) };
};

/** Somebody on the page, with its form. */
async function begin(at = site) {
  const visitor = createVisitor(at.url);
  const { ticket, text } = await visitor.get('/xat?lang=ca');
  return { visitor, page: text, fields: { form: ticket, lang: 'ca' } };
}
const said = async () => (await site.inbounds()).map(({ content }) => content);

describe('the form', () => {
  test('says what may be sent with it', async () => {
    const { page } = await begin();
    expect(page).toContain('<form class="ask" method="post" action="/xat" enctype="multipart/form-data" id="ask">');
    expect(page).toContain('type="file" multiple accept="image/png,application/pdf"');
    expect(page).toContain('Com a molt 10, i 1 MB entre tots.');
  });

  test.each([
    ['text and no file', 'Bon dia', [], { kind: 'text', text: 'Bon dia' }],
    [
      'text and files',
      'El fanal\r\nés aquest',
      [picture, paper],
      {
        ...{ kind: 'files', text: 'El fanal\nés aquest' },
        files: [
          { id: expect.any(String), name: 'fanal.png', type: 'image/png', size: samples.png.length },
          { id: expect.any(String), name: 'rebut.pdf', type: 'application/pdf', size: samples.pdf.length },
        ],
      },
    ],
    [
      'a file alone',
      '',
      [picture],
      { kind: 'files', text: '', files: [expect.objectContaining({ name: 'fanal.png' })] },
    ],
    ['a file as large as may be', 'Gran', [pictureOf(bytes)], expect.objectContaining({ kind: 'files', text: 'Gran' })],
  ])('with %s is one message', async (_, text, files, content) => {
    const { visitor, fields } = await begin();
    const before = (await said()).length;
    const sent = await visitor.postFiles('/xat', { ...fields, text }, files);
    expect([sent.status, sent.location]).toEqual([303, '/xat?lang=ca#r1']);
    expect((await said()).slice(before)).toEqual([content]);
    const shown = await visitor.get('/xat?lang=ca');
    for (const { name } of files) expect(shown.text).toContain(`download="${name}"`);
  });

  test('sent twice is one message, whose files are kept once; with another file it is another', async () => {
    const { visitor, fields } = await begin();
    const [before, kept] = [(await said()).length, site.kept.bytes.size];
    for (const files of [[picture], [picture], [{ ...picture, bytes: Buffer.concat([samples.png, samples.png]) }]]) {
      expect((await visitor.postFiles('/xat', { ...fields, text: 'Mireu' }, files)).status).toBe(303);
    }
    expect((await said()).length).toBe(before + 2);
    expect(site.kept.bytes.size).toBe(kept + 2);
  });

  test('without a file twice at once is one message, and neither is refused', async () => {
    const { visitor, fields } = await begin();
    const before = (await said()).length;
    const both = await Promise.all([1, 2].map(() => visitor.postFiles('/xat', { ...fields, text: 'Hola' }, [])));
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect((await said()).length).toBe(before + 1);
  });
});

describe('nothing is taken, and what was written is shown again', () => {
  test.each([
    ['nothing', '', [], 400, 'Escriviu una pregunta o trieu un fitxer'],
    [
      'a file of another kind',
      'Mireu',
      [{ name: 'virus.png', bytes: Buffer.from('MZ…') }],
      415,
      'Un dels fitxers no es',
    ],
    [
      'a kind that is not accepted here',
      'Mireu',
      [{ name: 'a.gif', bytes: samples.gif }],
      415,
      'Un dels fitxers no es',
    ],
    ['one of two of another kind', 'Mireu', [picture, { name: 'a.gif', bytes: samples.gif }], 415, 'Un dels fitxers'],
    ['an empty file', 'Mireu', [{ name: 'buit.png', bytes: Buffer.alloc(0) }], 415, 'Un dels fitxers no es pot enviar'],
    ['a file that is too large', 'Mireu', [pictureOf(bytes + 1)], 413, 'Com a molt 10 fitxers'],
    ['files that are too large together', 'Mireu', [pictureOf(bytes), picture], 413, 'Com a molt 10 fitxers'],
    ['far too much', 'Mireu', [pictureOf(20 * bytes)], 413, 'Com a molt 10 fitxers'],
    ['too many files', 'Mireu', Array.from({ length: 11 }, () => picture), 413, 'Com a molt 10 fitxers'],
    ['a text that is too long', 'a'.repeat(4_001), [picture], 400, 'El text és massa llarg'],
  ])('with %s', async (_, text, files, status, fault) => {
    const { visitor, fields } = await begin();
    const [before, kept] = [(await said()).length, site.kept.bytes.size];
    const refused = await visitor.postFiles('/xat', { ...fields, text }, files);
    expect(refused.status).toBe(status);
    expect(refused.text).toContain(`role="alert">${fault}`);
    expect(refused.text).toContain(`${text}</textarea>`);
    expect(refused.text.includes('Trieu els fitxers una altra vegada')).toBe(files.length > 0);
    expect(refused.ticket).toBe(fields.form);
    expect([(await said()).length, site.kept.bytes.size]).toEqual([before, kept]);
  });

  test('that comes from another site, which is not even read', async () => {
    const { visitor, fields } = await begin();
    const [before, kept] = [(await said()).length, site.kept.bytes.size];
    const refused = await visitor.postFiles('/xat', { ...fields, text: 'Mireu' }, [picture], {
      origin: 'https://evil.example',
    });
    expect(refused.status).toBe(403);
    expect([(await said()).length, site.kept.bytes.size]).toEqual([before, kept]);
  });

  test('with the form of another conversation, or with none', async () => {
    const { fields } = await begin();
    const { visitor } = await begin();
    const [before, kept] = [(await said()).length, site.kept.bytes.size];
    expect((await visitor.postFiles('/xat', { ...fields, text: 'Mireu' }, [picture])).status).toBe(409);
    expect((await visitor.postFiles('/xat', { text: 'Mireu' }, [picture])).status).toBe(409);
    expect([(await said()).length, site.kept.bytes.size]).toEqual([before, kept]);
  });

  test('by a browser without our cookie', async () => {
    const { visitor, fields } = await begin();
    visitor.cookie = null;
    const refused = await visitor.postFiles('/xat', { ...fields, text: 'Mireu' }, [picture]);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('Mireu</textarea>');
  });

  test('while the engine cannot take it; the same form is the same message the next time', async () => {
    const { visitor, fields } = await begin();
    const before = (await said()).length;
    site.beforeReceive = async () => {
      throw new Error('the store is away');
    };
    const failed = await visitor.postFiles('/xat', { ...fields, text: 'Mireu' }, [picture]);
    site.beforeReceive = async () => {};
    expect(failed.status).toBe(503);
    expect(failed.text).toContain('Trieu els fitxers una altra vegada');
    const again = { ...fields, form: failed.ticket, text: 'Mireu' };
    for (const _ of [1, 2]) expect((await visitor.postFiles('/xat', again, [picture])).status).toBe(303);
    expect((await said()).length).toBe(before + 1);
  });

  test('that is no whole form', async () => {
    const { visitor } = await begin();
    const cookie = visitor.cookie ?? '';
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=b']) {
      const headers = { cookie, origin: site.url, 'content-type': type };
      const refused = await fetch(`${site.url}/xat`, { method: 'POST', headers, body: '--b\r\nnonsense' });
      expect(refused.status).toBe(409);
    }
  });
});

test('a second large form at once is told to wait, and the next one is taken', async () => {
  const { visitor, fields } = await begin();
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  site.beforeReceive = () => {
    arrive();
    return held;
  };
  const first = visitor.postFiles('/xat', { ...fields, text: 'Primer' }, [pictureOf(100_000)]);
  await arrived;
  const second = await visitor.postFiles('/xat', { ...fields, text: 'Segon' }, [pictureOf(100_000)]);
  expect(second.status).toBe(503);
  expect(second.text).toContain('Ara no hem pogut rebre els fitxers');
  release();
  expect((await first).status).toBe(303);
  site.beforeReceive = async () => {};
  expect((await visitor.postFiles('/xat', { ...fields, text: 'Segon' }, [pictureOf(100_000)])).status).toBe(303);
});

/** What somebody might send to break a page or a header. */
const crooked = `"><img src=x onerror=alert(1)> l'ordre & més.png`;
describe('a conversation with many pictures', () => {
  /** Somebody who sent so many, on a page with these limits; and what loads one of them. */
  async function openAlbum(limits: { readonly readsPerMinute?: number; readonly filesPerMinute?: number }) {
    const album = await startSite(limits);
    const { visitor, fields } = await begin(album);
    const pictures = Array.from({ length: 4 }, (_, at) => ({ ...picture, name: `foto${at}.png` }));
    expect((await visitor.postFiles('/xat', { ...fields, text: 'Mireu' }, pictures)).status).toBe(303);
    const page = await visitor.get('/xat');
    const addresses = Array.from(page.text.matchAll(/<img src="([^"]+)"/g), ([, address = '']) => address);
    expect(addresses).toHaveLength(4);
    const statuses = async () => {
      const loaded: number[] = [];
      for (const address of addresses) loaded.push((await visitor.get(address)).status);
      return loaded;
    };
    return { album, visitor, statuses };
  }

  test('is counted as the page that shows them, which refuses nobody for them', async () => {
    const { album, visitor, statuses } = await openAlbum({ readsPerMinute: 3 });
    expect(await statuses()).toEqual([200, 200, 200, 200]);
    expect((await visitor.get('/xat')).status).toBe(200);
    expect((await visitor.get('/xat')).status).toBe(429);
    await album.stop();
  });

  test('may load only so many in a minute, and can be read all the same', async () => {
    const { album, visitor, statuses } = await openAlbum({ filesPerMinute: 3 });
    expect(await statuses()).toEqual([200, 200, 200, 429]);
    expect((await visitor.get('/xat')).status).toBe(200);
    await album.stop();
  });
});

/** Somebody whose case was answered with files. */
async function answered(text: string, files: readonly { readonly name: string; readonly bytes: Uint8Array }[]) {
  const { visitor, fields } = await begin();
  await visitor.post('/xat', { ...fields, text: 'el fanal no funciona' });
  const code = /\/cas\/([0-9A-Z]{4}-[0-9A-Z]{4})/.exec((await visitor.get('/xat?lang=ca')).text)?.[1] ?? '';
  await site.reply(code, text, files);
  const page = await visitor.get('/xat?lang=ca');
  const addresses = Array.from(page.text.matchAll(/<a href="(\/xat\/fitxer\/[^"]+)"/g), ([, address]) => address ?? '');
  return { visitor, page, addresses };
}

describe('files that staff send', () => {
  test('are links with name, type and size, and a picture is seen', async () => {
    const large = { name: 'plànol.pdf', bytes: Buffer.concat([samples.pdf, Buffer.alloc(1_300_000)]) };
    const { page, addresses } = await answered('Aquí ho teniu', [picture, large]);
    const [first, second] = addresses;
    const items = Array.from(page.text.matchAll(/<ul class="files">.*?<\/ul>/gs), ([list]) => list);
    expect(items).toEqual([
      `<ul class="files"><li><a href="${first}" download="fanal.png"><img src="${first}" alt="Imatge" loading="lazy"><span class="filename">fanal.png</span></a> <span class="facts">PNG, 1 kB</span></li><li><a href="${second}" download="plànol.pdf"><span class="filename">plànol.pdf</span></a> <span class="facts">PDF, 1,3 MB</span></li></ul>`,
    ]);
  });

  test('are saved as they were sent, under their own name', async () => {
    const { visitor, addresses } = await answered('', [paper]);
    const saved = await visitor.get(addresses[0] ?? '');
    expect(saved.status).toBe(200);
    expect(saved.text).toBe(Buffer.from(samples.pdf).toString());
    expect(Object.fromEntries(saved.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="rebut.pdf"',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    });
  });

  test('with a name that is markup break neither the page nor the header', async () => {
    const { visitor, page, addresses } = await answered('', [{ name: crooked, bytes: samples.png }]);
    expect(page.text).not.toContain('onerror=alert(1)>');
    expect(addresses).toHaveLength(1);
    const saved = await visitor.get(addresses[0] ?? '');
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''[\w%.!~*'()-]+$/);
  });

  test('are named in the text that is saved, also where nothing was written beside them', async () => {
    const { visitor, page } = await answered('', [paper]);
    const text = (await visitor.post('/xat/desa', { form: page.ticket, lang: 'ca' })).text;
    expect(text).toMatch(/\] .+: Fitxer: rebut\.pdf\n/);
  });

  test('open to nobody else, and not once they are erased', async () => {
    const { visitor, addresses } = await answered('Mireu', [picture]);
    const address = addresses[0] ?? '';
    const { visitor: other } = await begin();
    expect((await other.get(address)).status).toBe(404);
    expect((await createVisitor(site.url).get(address)).status).toBe(409);
    expect((await visitor.get('/xat/fitxer/none')).status).toBe(404);
    expect((await visitor.get(address)).status).toBe(200);
    site.kept.bytes.clear();
    const gone = await visitor.get(address);
    expect(gone.status).toBe(404);
    expect(gone.text).toContain('role="alert">Aquest fitxer ja no hi és');
  });
});

test('what is written to a person, who answers later, is where its address leads', async () => {
  const { visitor, page } = await answered('Mireu', [picture]);
  const sent = await visitor.post('/xat', { form: page.ticket, lang: 'ca', text: 'Gràcies' });
  const shown = await visitor.get('/xat?lang=ca');
  const anchor = sent.location?.split('#')[1] ?? '';
  expect(shown.text).toMatch(new RegExp(`<li class="user" id="${anchor}" tabindex="-1">.*<p>Gràcies</p>`));
});
