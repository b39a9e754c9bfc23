import type { LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Clock } from '../../core/ports/clock.ts';
import { createLruCache } from '../../core/util/lruCache.ts';
import { type AskedStatus, askStatus } from './askStatus.ts';
import { isOnPublicInternet } from './publicInternet.ts';

/** What became of a link: `unchecked` where nobody knows, which is never said of a page that is gone. */
type LinkState = 'alive' | 'dead' | 'unchecked';

export interface LinkCheckerDeps {
  readonly clock: Clock;
  /** Finds the addresses of a host; an empty list: there is no such host. Rejects where that is not known. */
  readonly lookup?: (host: string) => Promise<readonly LookupAddress[]>;
  /** Whether an address may be asked; absent: those of the public Internet. */
  readonly mayAsk?: (address: string) => boolean;
}

/** Looks whether the pages behind links are still there. Never rejects. */
export interface LinkChecker {
  /**
   * `known`: hosts that ought to exist. Only where one of them, or of the links, is found does another one count as gone:
   * without a network no name is found.
   */
  check(
    urls: readonly string[],
    options: { readonly known: readonly string[]; readonly signal: AbortSignal },
  ): Promise<ReadonlyMap<string, LinkState>>;
}

/** Requests at once. */
const atOnce = 4;
/** Links of one check; the others are not looked at. */
const mostLinks = 300;
/** Milliseconds for all of them together. */
const wholeMs = 60_000;
const mostRedirects = 5;
/** How long a result counts. */
const cachedMs = 24 * 60 * 60_000;
const cachedLinks = 2_000;
/** Hosts that are looked up to know whether there is a network. */
const mostKnown = 3;

export function createLinkChecker({
  clock,
  lookup = lookupHost,
  mayAsk = isOnPublicInternet,
}: LinkCheckerDeps): LinkChecker {
  const cache = createLruCache<string, { readonly state: LinkState; readonly at: number }>(cachedLinks);

  /** The addresses that may be asked; null: there is no such host. Throws where it is not known, or may not be asked. */
  async function addressesOf(host: string): Promise<readonly LookupAddress[] | null> {
    const family = isIP(host);
    const found = family === 0 ? await lookup(host) : [{ address: host, family }];
    if (found.length === 0) return null;
    // One that may not be asked among others is how a name is made to lead to this network.
    if (!found.every(({ address }) => mayAsk(address))) throw new Error('the host is not of the public Internet');
    return found;
  }

  async function ask(url: URL, method: 'HEAD' | 'GET', signal: AbortSignal): Promise<AskedStatus | 'no-host'> {
    const addresses = await addressesOf(url.hostname.replace(/^\[|\]$/g, ''));
    return addresses === null ? 'no-host' : askStatus(url, { method, addresses, signal });
  }

  /** `no-host`: dead, if other hosts are found. Throws where the page cannot be reached. */
  async function stateOf(url: string, signal: AbortSignal): Promise<LinkState | 'no-host'> {
    let at = new URL(url);
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      let asked = await ask(at, 'HEAD', signal);
      // Many servers know no HEAD, and answer it in their own ways.
      if (asked !== 'no-host' && asked.status >= 400) asked = await ask(at, 'GET', signal);
      if (asked === 'no-host') return redirects === 0 ? 'no-host' : 'unchecked';
      const { status, location } = asked;
      if (status === 404 || status === 410) return 'dead';
      if (status < 300) return 'alive';
      const next = status < 400 && location !== null ? URL.parse(location, at) : null;
      if (next === null || !['http:', 'https:'].includes(next.protocol)) return 'unchecked';
      at = next;
    }
    return 'unchecked';
  }

  async function isThere(host: string): Promise<boolean> {
    return addressesOf(host).then(
      (found) => found !== null,
      () => false,
    );
  }

  return {
    async check(urls, { known, signal: given }) {
      const signal = AbortSignal.any([given, AbortSignal.timeout(wholeMs)]);
      const states = new Map<string, LinkState>();
      const goneHosts: string[] = [];
      let someoneAnswered = false;
      const keep = (url: string, state: LinkState) => {
        states.set(url, state);
        if (state !== 'unchecked') cache.set(url, { state, at: clock() });
      };
      const left: string[] = [];
      for (const url of new Set(urls)) {
        const cached = cache.get(url);
        if (cached !== undefined && clock() - cached.at < cachedMs) states.set(url, cached.state);
        else if (/^https?:/.test(url) && left.length < mostLinks) left.push(url);
        else states.set(url, 'unchecked');
      }
      const work = async () => {
        for (let url = left.shift(); url !== undefined; url = left.shift()) {
          const state = signal.aborted ? 'unchecked' : await stateOf(url, signal).catch(() => 'unchecked' as const);
          if (state === 'no-host') goneHosts.push(url);
          else keep(url, state);
          someoneAnswered ||= state === 'alive' || state === 'dead';
        }
      };
      await Promise.all(Array.from({ length: atOnce }, work));
      if (goneHosts.length > 0) {
        const gone = new Set(goneHosts.map((url) => new URL(url).hostname));
        const others = [...new Set(known)].filter((host) => !gone.has(host)).slice(0, mostKnown);
        const hasNetwork = someoneAnswered || (await Promise.all(others.map(isThere))).some((found) => found);
        for (const url of goneHosts) keep(url, hasNetwork ? 'dead' : 'unchecked');
      }
      return states;
    },
  };
}

/** Milliseconds for one question to a name server, and how often it is asked. */
const resolver = new Resolver({ timeout: 2_000, tries: 2 });

/** Asks name servers, without the threads in which files are read and texts sealed. */
async function lookupHost(host: string): Promise<readonly LookupAddress[]> {
  const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const found = [
    ...(four.status === 'fulfilled' ? four.value.map((address) => ({ address, family: 4 })) : []),
    ...(six.status === 'fulfilled' ? six.value.map((address) => ({ address, family: 6 })) : []),
  ];
  if (found.length > 0) return found;
  const isGone = [four, six].every((each) => each.status === 'rejected' && each.reason?.code === 'ENOTFOUND');
  if (isGone) return [];
  throw new Error('the host could not be looked up');
}
