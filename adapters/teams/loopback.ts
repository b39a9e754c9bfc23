import type { IncomingMessage } from 'node:http';

/** Whether a URL leads back to this machine. */
export function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && isLoopbackHost(new URL(url).hostname);
}

/**
 * Whether a request was made by a program on this machine: not through a proxy, and not by a web page, since a browser
 * cannot send JSON here without asking first.
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
