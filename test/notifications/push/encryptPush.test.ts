import { createECDH } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { arePushKeys, encryptPush } from '../../../src/notifications/push/encryptPush.ts';
import { isPushService } from '../../../src/notifications/push/pushServices.ts';
import { createVapid } from '../../../src/notifications/push/vapid.ts';
import { decrypt } from '../../support/pushService.ts';

const browser = createECDH('prime256v1');
browser.setPrivateKey('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94', 'base64url');
const keys = { p256dh: browser.getPublicKey('base64url'), auth: 'BTBZMqHH6r4Tts7J_aSIgg' };

test('encrypts the example of RFC 8291, appendix A, to the byte', () => {
  const own = createECDH('prime256v1');
  own.setPrivateKey('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw', 'base64url');
  const text = 'When I grow up, I want to be a watermelon';
  const salt = Buffer.from('DGv6ra1nlYgDCS1FRnbzlw', 'base64url');
  expect(encryptPush(text, keys, { own, salt, bytes: text.length + 1 }).toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_' +
      'yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  );
});

test('what fits is read by its browser, and is as long as everything else', () => {
  const auth = Buffer.from(keys.auth, 'base64url');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const sealed = encryptPush(text, keys);
      expect(sealed).toHaveLength(2_150);
      expect(decrypt(sealed, { keys: browser, auth })).toBe(text);
    }),
    { numRuns: 20 },
  );
  expect(() => encryptPush('a'.repeat(2_048), keys)).toThrow(RangeError);
});

test.each([
  ['keys of a browser', keys, true],
  ['nothing', { p256dh: '', auth: '' }, false],
  ['a short secret', { ...keys, auth: 'AAAA' }, false],
  ['a point that is on no curve', { ...keys, p256dh: `BA${'A'.repeat(85)}` }, false],
])('%s are told apart', (_, given, are) => {
  expect(arePushKeys(given)).toBe(are);
});

test.each([
  ['https://fcm.googleapis.com/fcm/send/x', true],
  ['https://updates.push.services.mozilla.com/wpush/v2/x', true],
  ['https://web.push.apple.com/x', true],
  ['https://wns2-par02p.notify.windows.com/w/?token=x', true],
  ['http://127.0.0.1:9/push/x', true],
  ['http://fcm.googleapis.com/x', false],
  ['https://fcm.googleapis.com.evil.example/x', false],
  ['https://evilfcm.googleapis.com/x', false],
  ['https://a:b@fcm.googleapis.com/x', false],
  ['https://fcm.googleapis.com:8443/x', false],
  ['http://127.0.0.1/x', false],
  ['file:///etc/passwd', false],
  ['', false],
  [`https://fcm.googleapis.com/${'x'.repeat(2_000)}`, false],
])('%s is called: %s', (endpoint, is) => {
  expect(isPushService(endpoint, ['http://127.0.0.1:9'])).toBe(is);
});

test('any secret makes a key, the same one each time', () => {
  for (const secret of [new Uint8Array(32), new Uint8Array(32).fill(255), Buffer.alloc(32, 7)])
    expect(createVapid(secret, 'mailto:a@b.cat').publicKey).toBe(createVapid(secret, 'mailto:c@d.cat').publicKey);
});
