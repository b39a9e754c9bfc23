import type { Content } from '../content.ts';
import type { LinkChecker } from '../links/checkLinks.ts';
import { linksIn } from '../links/linksIn.ts';
import type { Finding, ReleaseReport } from './views.ts';

/** Links of the entries that a release changes whose pages are gone, and how many were looked at. */
export async function lookAtLinks(
  checker: LinkChecker,
  { faq }: Pick<Content, 'faq'>,
  changed: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<{ readonly findings: readonly Finding[]; readonly counts: NonNullable<ReleaseReport['links']> }> {
  const links = Object.values(faq).flatMap(({ entries }) => entries.flatMap(linksIn));
  const own = links.filter(({ entry }) => changed.has(entry));
  const states = await checker.check(
    own.map(({ url }) => url),
    { known: links.map(({ url }) => new URL(url).hostname), signal },
  );
  const all = [...states.values()];
  const unchecked = all.filter((state) => state === 'unchecked').length;
  return {
    findings: own
      .filter(({ url }) => states.get(url) === 'dead')
      .map(({ entry, url }): Finding => ({ kind: 'dead-link', entry, url })),
    counts: { checked: all.length - unchecked, unchecked },
  };
}
