import type { Finding } from '../../../../src/content/gate/views.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { useStrings } from '../../strings.ts';
import { RouteLink } from '../RouteLink.tsx';
import { useEntryName } from './outcomeText.ts';

/** The document of an entry: its topic is in its id. */
export const documentOfEntry = (entry: string): string => `faq/${entry.split('.')[0] ?? ''}/${entry}`;

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
              <RouteLink route={{ page: 'content', document: documentOfEntry(finding.entry) }}>
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
