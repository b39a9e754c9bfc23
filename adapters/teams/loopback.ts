import type { IncomingMessage } from 'node:http';

/** Whether an address of the web leads back to this machine. */
export function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && isLoopbackHost(new URL(url).hostname);
}

/**
 * Whether a request was made on this machine by a program that means it: not by a proxy for somebody else, and not by
 * a page in a browser, which can reach this machine but cannot send JSON to it unasked.
 */
export function isFromThisMachine(request: IncomingMessage): boolean {
  const { headers, socket } = request;
  const forwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined);
  const addressed = isLoopbackUrl(`http://${headers.host ?? ''}`);
  return !forwarded && addressed && isLoopbackAddress(socket.remoteAddress ?? '');
}

function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
