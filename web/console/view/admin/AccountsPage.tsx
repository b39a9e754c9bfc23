import { useEffect } from 'preact/hooks';
import { accountStates } from '../../../../src/core/model/accountRecord.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { AccountSummary } from '../../../../src/http/api/wireAccounts.ts';
import { accountStore, filterAccounts, readAccounts } from '../../actions/admin/accounts.ts';
import { shownAccounts } from '../../model/admin/accountFilter.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { named, useLocale, useStrings } from '../../strings.ts';
import { fullDate } from '../Deadline.tsx';
import { nameOfDepartment } from '../names.ts';
import { RouteLink } from '../RouteLink.tsx';
import { AccountTags, AccountUse, accountTitle } from './AccountTags.tsx';
import { AdminPage } from './AdminPage.tsx';
import { SearchField, Select } from './fields.tsx';

/** All channel accounts with their state and health, and the crisis switch. */
export function AccountsPage() {
  const everyString = useStrings();
  const strings = everyString.channels;
  const locale = useLocale();
  const { list, filter, fault } = useStore(accountStore, (value) => value);
  const now = useStore(state, (value) => value.now);
  useEffect(() => void readAccounts(), [now]);
  const shown = shownAccounts(list?.accounts ?? [], filter, (each) => accountTitle(everyString, each));
  return (
    <AdminPage
      id="accounts"
      title={strings.title}
      hint={strings.hint}
      fault={fault}
      isRead={list !== null}
      isWide
      commands={
        <>
          {list?.crisis === null && (
            <button type="button" onClick={() => state.set({ dialog: { kind: 'crisis' } })}>
              {strings.crisis.switch}
            </button>
          )}
          <RouteLink route={{ page: 'account-form', account: null }} className="button">
            {strings.request}
          </RouteLink>
        </>
      }
    >
      <CrisisBanner />
      <search class="contentfilters">
        <SearchField label={strings.search} value={filter.search} onChange={(search) => filterAccounts({ search })} />
        <Select
          label={everyString.channel}
          value={filter.channel}
          options={[
            ['', strings.anyChannel],
            ...(list?.channels ?? []).map((each) => [each, named(strings.names, each)] as const),
          ]}
          onChange={(channel) => filterAccounts({ channel })}
        />
        <Select
          label={everyString.status}
          value={filter.state}
          options={[['', strings.anyState], ...accountStates.map((each) => [each, strings.states[each]] as const)]}
          onChange={(chosen) => filterAccounts({ state: chosen })}
        />
        <label class="toggle">
          <input
            type="checkbox"
            checked={filter.hasProblems}
            onChange={() => filterAccounts({ hasProblems: !filter.hasProblems })}
          />
          {strings.withProblems}
        </label>
      </search>
      {list !== null && (
        <p class="hint" role="status">
          {shown.length === 0 ? strings.none : interpolate(everyString.found, { n: shown.length })}
        </p>
      )}
      <ul class="contents">
        {shown.map((account) => (
          <Row key={account.id} account={account} />
        ))}
      </ul>
      {list !== null && <p class="hint">{interpolate(strings.seenSince, { at: fullDate(list.seenSince, locale) })}</p>}
    </AdminPage>
  );
}

function Row({ account }: { readonly account: AccountSummary }) {
  const strings = useStrings();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  return (
    <li>
      <div>
        <RouteLink route={{ page: 'account', account: account.id }} className="contentlink">
          {accountTitle(strings, account)}
        </RouteLink>
        <p class="hint">
          {[
            named(strings.channels.names, account.channel),
            account.area,
            account.department === null ? null : nameOfDepartment(setting, account.department, locale),
          ]
            .filter((each) => each !== null)
            .join(' · ')}
        </p>
        <AccountUse account={account} />
      </div>
      <AccountTags account={account} />
    </li>
  );
}

/** Says that people of all accounts are sent to one. */
function CrisisBanner() {
  const everyString = useStrings();
  const strings = everyString.channels.crisis;
  const locale = useLocale();
  const list = useStore(accountStore, (value) => value.list);
  if (list === null || list.crisis === null) return null;
  const { towards, since, message } = list.crisis;
  const target = list.accounts.find(({ id }) => id === towards) ?? { id: towards, name: null };
  return (
    <div class="crisis" role="status">
      <p>
        <strong>
          {interpolate(strings.on, { since: fullDate(since, locale), name: accountTitle(everyString, target) })}
        </strong>
      </p>
      {message !== null && <p>{interpolate(strings.message, { message })}</p>}
      <button type="button" class="button" onClick={() => state.set({ dialog: { kind: 'crisis' } })}>
        {strings.end}
      </button>
    </div>
  );
}
