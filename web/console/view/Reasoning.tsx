import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { CaseTurn } from '../../../src/http/api/wire.ts';
import { named, useStrings } from '../strings.ts';

const percent = (share: number) => Math.round(share * 100);

/** Why the bot acted as it did: what it understood, how certain it was, and which rule applied. */
export function Reasoning({ reasoning }: { readonly reasoning: CaseTurn['reasoning'] }) {
  const strings = useStrings();
  const { kind, protocol, ranked, answered } = reasoning;
  if (kind === null && protocol === null && ranked.length === 0) return null;
  const summary =
    kind === null
      ? strings.reasoning
      : interpolate(strings.reasoningOf, { kind: named(strings.kinds, kind.kind), percent: percent(kind.confidence) });
  return (
    <details class="reasoning">
      <summary>{summary}</summary>
      <dl>
        {kind?.rule && (
          <div>
            <dt>{strings.ruleOfKind}</dt>
            <dd>{kind.rule}</dd>
          </div>
        )}
        {protocol !== null && (
          <div>
            <dt>{strings.ruleOfProtocol}</dt>
            <dd>
              {protocol.rule}: {protocol.actions.map((action) => named(strings.actions, action)).join(', ')}
              {protocol.cites.length > 0 && <cite> ({protocol.cites.join('; ')})</cite>}
            </dd>
          </div>
        )}
        {ranked.length > 0 && (
          <div>
            <dt>{strings.ranked}</dt>
            <dd>
              <ol>
                {ranked.map(({ entry, title, confidence }) => (
                  <li key={entry} class={entry === answered ? 'given' : ''}>
                    {title} <span class="hint">{percent(confidence)} %</span>
                    {entry === answered && <strong> {strings.given}</strong>}
                  </li>
                ))}
              </ol>
            </dd>
          </div>
        )}
      </dl>
    </details>
  );
}
