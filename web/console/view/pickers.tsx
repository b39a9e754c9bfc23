import { useState } from 'preact/hooks';
import { administrators, handlers, hasRole, leaders } from '../../../src/core/cases/policy.ts';
import { overseers } from '../../../src/core/model/agent.ts';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { CasePage } from '../../../src/http/api/wire.ts';
import { type FoundEntry, queues } from '../../../src/http/api/wireRead.ts';
import { closeCase } from '../actions/closing.ts';
import { act } from '../actions/held.ts';
import { setFilter } from '../actions/inbox.ts';
import { insertText } from '../actions/insert.ts';
import { write } from '../actions/keyboard.ts';
import { runMacro } from '../actions/macros.ts';
import { runFromDialog, switchPicking } from '../actions/picked.ts';
import { switchShortcuts } from '../actions/preferences.ts';
import { printCase } from '../actions/print.ts';
import { go } from '../actions/route.ts';
import { isNotified, mayEdit, seesCases, switchAvailability } from '../actions/session.ts';
import { takeNext } from '../actions/takeNext.ts';
import { takeCase } from '../actions/transfer.ts';
import { read } from '../api.ts';
import { absenceNow, deputyNow } from '../model/absence.ts';
import { useStore } from '../observable.ts';
import { type Dialog, state } from '../state.ts';
import { useLocale, useStrings } from '../strings.ts';
import { showLastDay } from '../townDates.ts';
import { nameOfAgent, nameOfDepartment } from './names.ts';
import { Picker, type PickerOption } from './Picker.tsx';

const later = (dialog: Dialog) => () => requestAnimationFrame(() => state.set({ dialog }));

/** All available commands and destinations, by name. */
export function Palette() {
  const strings = useStrings();
  const selectedCase = useStore(state, (value) => value.selectedCase);
  const me = useStore(state, (value) => value.me);
  const shortcuts = useStore(state, (value) => value.shortcuts);
  const views = useStore(state, (value) => value.views);
  const macros = useStore(state, ({ setting }) => setting?.macros ?? []);
  const editsContent = useStore(state, ({ setting }) => setting?.editsContent === true);
  const may = selectedCase?.view?.may ?? [];
  const leads = me !== null && hasRole(me, leaders);
  const mayHandle = me !== null && hasRole(me, handlers);
  const choice = (id: string, label: string, hint: string, pick: () => void): PickerOption => ({
    id,
    label,
    hint,
    pick,
  });
  const inCase: readonly (PickerOption | false)[] = [
    may.includes('take') && choice('take', strings.commands.take, 't', takeCase),
    may.includes('reply') && choice('reply', strings.reply, 'r', () => write('reply')),
    may.includes('note') && choice('note', strings.note, 'n', () => write('note')),
    may.includes('contact-note') &&
      choice('contact-note', strings.contactNotes.command, '', later({ kind: 'contact-note' })),
    may.includes('reply') && choice('canned', strings.canned, '', later({ kind: 'canned' })),
    may.includes('reply') && choice('entries', strings.entries, '', later({ kind: 'entries' })),
    may.includes('assign') && choice('assign', strings.commands.assign, '', later({ kind: 'transfer' })),
    may.includes('snooze') && choice('snooze', strings.commands.snooze, 'h', later({ kind: 'snooze' })),
    may.includes('set-priority') && choice('priority', strings.commands.priority, 'p', later({ kind: 'priority' })),
    may.includes('label') && choice('label', strings.commands.label, 'l', later({ kind: 'label' })),
    ...(may.includes('set-priority') ? macros : []).map((macro) =>
      choice(`macro-${macro.id}`, macro.name, strings.macroHint, () => void runMacro(macro)),
    ),
    may.includes('merge') && choice('merge', strings.commands.merge, '', later({ kind: 'merge' })),
    may.includes('weigh') && choice('weigh', strings.commands.weigh, '', later({ kind: 'weigh' })),
    may.includes('publish') && choice('public', strings.commands.publish, '', later({ kind: 'publish' })),
    may.includes('publish-note') &&
      choice('public-note', strings.commands.publishNote, '', later({ kind: 'publish-note' })),
    may.includes('unpublish') && choice('unpublish', strings.commands.unpublish, '', later({ kind: 'unpublish' })),
    may.includes('hold') && choice('hold', strings.commands.hold, '', later({ kind: 'hold', lifts: false })),
    may.includes('lift-hold') &&
      choice('lift-hold', strings.commands.liftHold, '', later({ kind: 'hold', lifts: true })),
    may.includes('break-glass') &&
      selectedCase?.hidden === true &&
      choice('glass', strings.commands.breakGlass, '', later({ kind: 'glass' })),
    may.includes('hand-back') && choice('back', strings.commands.handBack, '', () => void act({ kind: 'hand-back' })),
    may.includes('close') && choice('close', strings.commands.close, 'e', closeCase),
    may.includes('close') && choice('close-as', strings.commands.closeAs, '', later({ kind: 'close' })),
    may.includes('reopen') && choice('reopen', strings.commands.reopen, '', () => void act({ kind: 'reopen' })),
    selectedCase?.view != null && choice('print', strings.print, '', () => void printCase()),
  ];
  const open = (document: string) => () => go({ page: 'content', document });
  const elsewhere: readonly (PickerOption | false)[] = [
    ...(mayEdit()
      ? [
          choice('content', strings.content.title, '', () => go({ page: 'content', document: null })),
          choice('announcements', strings.announcements.title, '', () => go({ page: 'announcements' })),
          editsContent && choice('new-entry', strings.content.newEntry, '', later({ kind: 'new-entry' })),
          choice('protocol', strings.content.files['protocol.yaml'], '', open('protocol.yaml')),
          choice('calendar', strings.content.files['calendar.yaml'], '', open('calendar.yaml')),
          choice('unanswered', strings.content.unanswered.title, '', () => go({ page: 'unanswered' })),
          choice('publish', strings.content.publish.title, '', () => go({ page: 'publish' })),
          choice('releases', strings.content.history.title, '', () => go({ page: 'releases' })),
        ]
      : []),
    ...(seesCases() ? queues : []).map((queue) =>
      choice(`queue-${queue}`, strings.queues[queue], strings.queueHint, () => {
        go({ page: 'inbox', code: null });
        setFilter({ queue });
      }),
    ),
    ...(mayHandle
      ? [
          choice('take-next', strings.takeNext, 'g', () => void takeNext()),
          choice('pick', strings.pick, 'x', switchPicking),
        ]
      : []),
    ...views.map(({ id, name, filter }) =>
      choice(`view-${id}`, name, strings.views, () => {
        go({ page: 'inbox', code: null });
        setFilter(filter);
      }),
    ),
    ...(seesCases()
      ? [
          choice('search', strings.search, '/', () =>
            requestAnimationFrame(() => document.querySelector<HTMLElement>('#search')?.focus()),
          ),
        ]
      : []),
    ...(mayHandle
      ? [
          choice(
            'presence',
            me?.availability === 'available' ? strings.goAway : strings.comeBack,
            '',
            () => void switchAvailability(),
          ),
          choice('absence', strings.absence.open, '', later({ kind: 'absence' })),
        ]
      : []),
    ...(isNotified()
      ? [choice('notifications', strings.notificationCentre.title, 'b', later({ kind: 'notifications' }))]
      : []),
    choice('shortcuts', shortcuts ? strings.shortcutsOff : strings.shortcutsOn, '', switchShortcuts),
    choice('help', strings.help, '?', later({ kind: 'help' })),
    ...(me !== null && hasRole(me, overseers)
      ? [
          ...(leads ? [choice('tools', strings.tools.title, '', () => go({ page: 'tools' }))] : []),
          choice('board', strings.board.title, '', () => go({ page: 'board' })),
          choice('readings', strings.readings.title, '', () => go({ page: 'readings' })),
          choice('rights', strings.rights.title, '', () => go({ page: 'rights' })),
        ]
      : []),
    ...(me !== null && hasRole(me, administrators)
      ? [
          choice('staff', strings.staff, '', () => go({ page: 'staff' })),
          choice('accounts', strings.channels.title, '', () => go({ page: 'accounts' })),
          choice('undelivered', strings.undelivered.title, '', () => go({ page: 'undelivered', account: '' })),
          choice('embed', strings.embed.title, '', () => go({ page: 'embed' })),
          choice('departments', strings.departmentsPage.title, '', () => go({ page: 'departments' })),
          choice('hooks', strings.connections.title, '', () => go({ page: 'hooks' })),
          choice('tickets', strings.ticket.page.title, '', () => go({ page: 'tickets' })),
        ]
      : []),
    choice('account', strings.account, '', () => location.assign('/console/compte')),
  ];
  /** Cases by code or words. */
  const cases = async (search: string): Promise<readonly PickerOption[]> => {
    const query = { queue: 'all', status: 'open,snoozed,closed', search: search.trim(), order: 'changed', limit: 8 };
    const { items } = await read<CasePage>('cases', query);
    return items.map(({ case: { code }, text }) =>
      choice(`case-${code}`, `${code} · ${text}`, strings.caseHint, () => go({ page: 'inbox', code })),
    );
  };
  const all = [...inCase, ...elsewhere].filter((each) => each !== false);
  return <Picker title={strings.palette} choices={all} {...(seesCases() && { more: cases })} />;
}

/** Characters that answers are searched by at most. */
const mostSearched = 300;

/** FAQ answers in the citizen's language, to insert into the reply: at first those near to what the case is about. */
export function EntryPicker() {
  const strings = useStrings();
  const view = state.get().selectedCase?.view;
  const locale = view?.case.locale ?? 'ca';
  const search = async (text: string): Promise<readonly PickerOption[]> => {
    const about = text.trim() || (view?.text ?? '').slice(0, mostSearched);
    const found = about === '' ? [] : await read<readonly FoundEntry[]>('entries', { search: about, locale });
    return found.map((entry) => ({
      id: entry.id,
      label: entry.title,
      hint: entry.text,
      pick: () => insertText(entry.text),
    }));
  };
  return <Picker title={strings.entries} choices={search} />;
}

/** Colleagues and departments to whom a case can be assigned, with a comment for who receives it. */
export function TransferPicker() {
  const strings = useStrings();
  const locale = useLocale();
  const { setting, me, selectedCase, dialog } = state.get();
  const { all: isForAll, comment: before = '' } = dialog?.kind === 'transfer' ? dialog : {};
  const [written, setWritten] = useState(before);
  if (setting === null) return null;
  const assignee = isForAll ? null : (selectedCase?.view?.case.assignee ?? null);
  const pick = (to: { readonly agent: string } | { readonly department: string }) => () => {
    // The picker has closed the dialog by then.
    const all = isForAll ? ({ all: true } as const) : {};
    const comment = written.trim() === '' ? {} : { comment: written.trim() };
    if ('agent' in to && deputyNow(setting, to.agent, Date.now()) !== null)
      return void requestAnimationFrame(() =>
        state.set({ dialog: { kind: 'transfer-away', agent: to.agent, ...all, ...comment } }),
      );
    state.set({ dialog: { kind: 'transfer', ...all } });
    runFromDialog({ kind: 'assign', to, ...comment });
  };
  const awayText = (id: string) => {
    const absence = absenceNow(setting, id, Date.now());
    if (absence === null) return null;
    const deputy = deputyNow(setting, id, Date.now()) ?? absence.deputy;
    const values = { until: showLastDay(absence, locale), deputy: nameOfAgent(setting, deputy) };
    return interpolate(strings.absence.goesTo, values);
  };
  // Who has it cannot be given it, and the person herself is the last that she means.
  const colleagues = setting.colleagues
    .filter(({ id }) => id !== assignee)
    .sort((a, b) => Number(a.id === me?.id) - Number(b.id === me?.id));
  const people = colleagues.map(({ id, name, availability, departments }) => ({
    id: `agent-${id}`,
    label: id === me?.id ? `${name} (${strings.you})` : name,
    hint: [
      awayText(id) ?? (availability === 'available' ? strings.available : strings.away),
      ...departments.map((each) => nameOfDepartment(setting, each, locale)),
    ].join(' · '),
    pick: pick({ agent: id }),
  }));
  const departments = setting.departments.map(({ id, name }) => ({
    id: `department-${id}`,
    label: name[locale],
    hint: strings.department,
    pick: pick({ department: id }),
  }));
  return (
    <Picker
      title={strings.commands.assign}
      choices={[...people, ...departments]}
      note={{ label: strings.transfers.comment, text: written, onInput: setWritten }}
    />
  );
}
