import type { Clash, Finding, Wording } from '../../../../src/content/gate/views.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { useStrings } from '../../strings.ts';
import { RouteLink } from '../RouteLink.tsx';
import { useEntryName } from './outcomeText.ts';

/** The document of an entry: its topic is in its id. */
const documentOf = (entry: string): string => `faq/${entry.split('.')[0] ?? ''}/${entry}`;

/** Wordings that come close to another service, and what to do with each. */
export function ClashList({ clashes }: { readonly clashes: readonly Clash[] }) {
  const strings = useStrings().content.check;
  const entryName = useEntryName();
  if (clashes.length === 0) return null;
  const quoted = ({ text }: Wording) => `«${text}»`;
  return (
    <details class="fold" open>
      <summary>
        {strings.clashes} ({clashes.length})
      </summary>
      <ul class="questions">
        {clashes.map(({ wording, other, near, falls, advice }) => (
          <li key={`${wording.entry} ${wording.locale} ${wording.text}`}>
            <p>
              <strong lang={wording.locale}>{quoted(wording)}</strong>{' '}
              {interpolate(strings.clash, { entry: entryName(wording.entry), other: entryName(other) })}
            </p>
            {near !== null && <p class="hint">{interpolate(strings.near, { text: quoted(near) })}</p>}
            {falls.length > 0 && (
              <p class="hint">{interpolate(strings.falls, { texts: falls.map(quoted).join(', ') })}</p>
            )}
            <p>
              {interpolate(strings.advice[advice], { other: entryName(other) })}{' '}
              <RouteLink route={{ page: 'content', document: documentOf(wording.entry) }}>
                {interpolate(strings.openEntry, { entry: entryName(wording.entry) })}
              </RouteLink>
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What deserves a look before it is published. */
export function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  const strings = useStrings();
  const texts = strings.content.check;
  const entryName = useEntryName();
  if (findings.length === 0) return null;
  const say = (finding: Finding): string => {
    switch (finding.kind) {
      case 'expired':
      case 'expires':
        return interpolate(texts.findings[finding.kind], { until: finding.until });
      case 'unverified':
        return interpolate(texts.findings.unverified, { day: finding.verified });
      case 'untranslated':
        return interpolate(texts.findings.untranslated, { language: strings.languages[finding.locale] });
      case 'few-questions':
        return interpolate(texts.findings.few, {
          language: strings.languages[finding.locale],
          n: finding.questions,
        });
      case 'dead-link':
        return interpolate(texts.findings.deadLink, { url: finding.url });
      case 'unpinned':
        return interpolate(texts.findings.unpinned, { text: finding.text });
    }
  };
  return (
    <details class="fold">
      <summary>
        {texts.findingsTitle} ({findings.length})
      </summary>
      <ul class="questions">
        {findings.map((finding) => (
          <li key={JSON.stringify(finding)}>
            {finding.entry !== null && (
              <RouteLink route={{ page: 'content', document: documentOf(finding.entry) }}>
                {entryName(finding.entry)}
              </RouteLink>
            )}{' '}
            {say(finding)}
          </li>
        ))}
      </ul>
    </details>
  );
}
