import { interpolate } from '../../core/util/interpolate.ts';
import type { Passkey } from '../../identity/auth.ts';
import { type Html, html } from '../html.ts';
import type { AccountView } from './accountModel.ts';
import { deviceOf } from './device.ts';
import { momentOf } from './moment.ts';
import { field } from './staffPage.ts';
import type { AuthStrings } from './strings.ts';

/** The second factor in a person's account: passkeys, which are easiest, then codes from an app. */
export function factorSection(strings: AuthStrings, view: AccountView): Html {
  const { factor } = strings.account;
  const { ways, signedIn } = view;
  return html`<section aria-labelledby="factor"><h2 id="factor">${factor.title}</h2><p>${signedIn.secondFactor ? factor.on : factor.off}</p>
${ways.isFresh ? html`` : proofForm(strings, view)}
${passkeySection(strings, view)}${codesSection(strings, view)}</section>`;
}

/** An unattended console must not be enough to take over the account. */
function proofForm({ account }: AuthStrings, { ways, paths }: AccountView): Html {
  if (!ways.hasPassword) return html`<p class="banner">${account.proof.signInAgain}</p>`;
  const password = {
    name: 'proof',
    label: account.password.current,
    type: 'password',
    autocomplete: 'current-password',
    value: '',
    hint: null,
  } as const;
  return html`<p>${account.proof.lead}</p><form method="post" action="${paths.prove}">${field(password, null)}
<button class="button second" type="submit">${account.proof.submit}</button></form>`;
}

function passkeySection(strings: AuthStrings, view: AccountView): Html {
  const { passkeys: labels } = strings.account;
  const { ways, paths, signedIn } = view;
  const add = html`<form method="post" action="${paths.passkey}"><button class="button${signedIn.secondFactor ? ' second' : ''}" type="submit">${labels.add}</button></form>`;
  return html`<section aria-labelledby="passkeys"><h3 id="passkeys">${labels.title}</h3><p>${labels.what}</p>
${ways.passkeys.length === 0 ? html`<p>${labels.none}</p>` : html`<ul class="sessions">${ways.passkeys.map((each) => passkeyItem(each, strings, view))}</ul>`}
${view.takesPasskeys ? (ways.isFresh ? add : html``) : html`<p class="hint">${labels.numeric}</p>`}</section>`;
}

function passkeyItem(passkey: Passkey, strings: AuthStrings, { locale, timeZone, paths, ways }: AccountView): Html {
  const { passkeys: labels, sessions } = strings.account;
  const device = deviceOf(passkey.userAgent) ?? sessions.unknown;
  const made = interpolate(labels.made, { since: momentOf(passkey.createdAt, locale, timeZone) });
  const used =
    passkey.usedAt === null ? '' : interpolate(labels.used, { seen: momentOf(passkey.usedAt, locale, timeZone) });
  const remove = html`<form method="post" action="${paths.removePasskey}"><input type="hidden" name="passkey" value="${passkey.id}">
<button class="button second" type="submit" aria-label="${interpolate(labels.removeNamed, { device })}">${labels.remove}</button></form>`;
  return html`<li><div><span>${device}</span><br><span class="hint">${made} ${used}</span></div>${ways.isFresh ? remove : html``}</li>`;
}

function codesSection({ account }: AuthStrings, { ways, paths }: AccountView): Html {
  const { factor } = account;
  const forms = html`<form method="post" action="${paths.factor}">
<button class="button second" type="submit">${ways.hasCodes ? factor.again : factor.submit}</button>
${ways.hasCodes ? html`<button class="button second" type="submit" formaction="${paths.codes}">${factor.codes}</button>` : html``}</form>`;
  return html`<section aria-labelledby="codes"><h3 id="codes">${factor.codesTitle}</h3><p>${ways.hasCodes ? factor.codesOn : factor.codesOff}</p>
${ways.isFresh ? forms : html``}</section>`;
}
