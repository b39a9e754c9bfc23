import { expect, test } from '@jest/globals';
import { isOnPublicInternet } from '../../../src/content/links/publicInternet.ts';

test.each([
  ...['127.0.0.1', '127.255.1.2', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1'],
  ...['169.254.169.254', '198.18.0.1', '224.0.0.1', '255.255.255.255', '203.0.113.5'],
  ...['::1', '::', 'fe80::1', 'fd00::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1'],
  ...['2002:7f00:1::', '2001:0:7f00::1', '2001:db8::1', 'fe80::1%eth0', 'localhost', ''],
])('%s is not of the public Internet', (address) => {
  expect(isOnPublicInternet(address)).toBe(false);
});

test.each(['8.8.8.8', '172.15.0.1', '172.32.0.1', '192.167.0.1', '2606:4700:4700::1111', '2a00:1450:4003::200e'])(
  '%s is',
  (address) => {
    expect(isOnPublicInternet(address)).toBe(true);
  },
);
