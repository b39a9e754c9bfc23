import type { Locale } from '../../../core/model/locale.ts';
import { type Html, html } from '../../html.ts';
import { renderMarkdown } from '../markdown.ts';
import { pageStrings } from '../strings.ts';
import { kindNames } from './labels.ts';

/** The witnesses of a log, by the names of its policy, and which of them are enough. */
export interface WitnessTrust {
  readonly origin: string;
  /** Keys, in one line each. */
  readonly witnesses: Readonly<Record<string, string>>;
  readonly groups: Readonly<Record<string, { readonly threshold: number; readonly members: readonly string[] }>>;
  readonly quorum: string;
}

/**
 * The page that checks a proof. All that its script needs is in it, so that it works with the network off. `keys`: those
 * of the log, one per line; `trust`: its witnesses, null: it has none.
 */
export function proofView(keys: readonly string[], trust: WitnessTrust | null, locale: Locale): Html {
  const { proof } = pageStrings(locale);
  const { steps, failed, open, good, bad, unsure, unwitnessed, fields, types, you, bot } = proof;
  const verdicts = { good, bad, unsure, unwitnessed };
  const texts = JSON.stringify({
    ...steps,
    ...verdicts,
    failed,
    open,
    fields,
    types,
    you,
    bot,
    kinds: kindNames(locale),
  });
  // The other key takes a screen, and browsers cannot use it yet.
  const [key = ''] = keys;
  return html`<div class="prose proof"><p class="crumbs"><a href="/transparencia?lang=${locale}">${pageStrings(locale).transparency.title}</a></p>
<h1>${proof.title}</h1><p>${proof.intro}</p>
<noscript><div class="banner">${renderMarkdown(proof.noScript)}</div></noscript>
<form id="proof-form" data-texts="${texts}" data-trust="${JSON.stringify(trust)}" hidden>
<div><label for="proof-file">${proof.file}</label><input type="file" id="proof-file" accept=".tlog-proof,text/plain"></div>
<div><label for="proof-key">${proof.keys}</label><input type="text" id="proof-key" value="${key}" spellcheck="false" autocomplete="off" aria-describedby="proof-key-hint">
<p class="source" id="proof-key-hint">${key === '' ? proof.noKeys : proof.keysHint}</p></div>
</form>
<section id="proof-result" aria-labelledby="proof-heading" hidden><h2 id="proof-heading" tabindex="-1">${proof.result}</h2>
<p class="verdict" role="status" id="proof-verdict"></p><ul id="proof-steps"></ul>
<h3 id="proof-written-heading">${proof.written}</h3><dl id="proof-written"></dl>
<h3>${proof.says}</h3><dl id="proof-says"></dl><h3 id="proof-hidden-heading">${proof.hidden}</h3><dl id="proof-hidden"></dl>
<p class="source">${proof.note}</p></section></div>`;
}
