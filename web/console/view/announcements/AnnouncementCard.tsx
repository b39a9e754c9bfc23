import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type {
  AnnouncementAccount,
  AnnouncementList,
  AnnouncementView,
} from '../../../../src/http/api/wireAnnouncements.ts';
import { announcementStore, releaseAnnouncement, settlePost, showHistory } from '../../actions/announcements.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { named, useLocale, useStrings } from '../../strings.ts';
import { fullDate } from '../Deadline.tsx';
import { nameOfAgent } from '../names.ts';
import { RouteLink } from '../RouteLink.tsx';
import { SkeletonRows } from '../Skeleton.tsx';
import { documentOf, titleIn } from './announcementNames.ts';
import { sayRule } from './sayRule.ts';

/** An announcement with its posts, and what may be done with it. */
export function AnnouncementCard({ view, list }: { readonly view: AnnouncementView; readonly list: AnnouncementList }) {
  const strings = useStrings().announcements;
  const locale = useLocale();
  const isOpen = useStore(announcementStore, ({ open }) => open === view.id);
  const { id, stage, publishAt, correctedAt, accounts, repeats } = view;
  const title = titleIn(view, id, locale);
  const isHeld = stage === 'held' || accounts.some(({ status }) => status === 'held');
  const isOut = accounts.some(({ status }) => status !== null && status !== 'shown' && status !== 'removed');
  const mayWithdraw = stage === 'over' ? isOut : stage !== 'draft' && stage !== 'withdrawn';
  const others = view.clashes.map((other) => {
    const found = list.announcements.find((each) => each.id === other) ?? null;
    return titleIn(found, other, locale);
  });
  return (
    <li class={`announcement ${stage}`}>
      <h3>
        <RouteLink route={{ page: 'content', document: documentOf(id) }}>{title}</RouteLink>
      </h3>
      <p class="hint">
        {publishAt !== null &&
          interpolate(repeats === null ? strings.goesOut : strings.goesOutNext, { at: fullDate(publishAt, locale) })}
        {repeats !== null &&
          ` · ${sayRule(repeats.rule, strings.repeating, locale)} · ${interpolate(strings.repeating.toCome, { n: repeats.toCome })}`}
        {correctedAt !== null && ` · ${interpolate(strings.correctedAt, { at: fullDate(correctedAt, locale) })}`}
        {view.hasDraft && stage !== 'draft' && ` · ${strings.hasDraft}`}
      </p>
      {others.length > 0 && <p class="clash">{interpolate(strings.clashes, { titles: others.join(', ') })}</p>}
      {accounts.length > 0 && (
        <ul class="posts">
          {accounts.map((each) => (
            <Post key={each.account} id={id} post={each} list={list} />
          ))}
        </ul>
      )}
      <div class="commands">
        {isHeld && !list.crisis && (
          <button type="button" class="button" onClick={() => void releaseAnnouncement(id)}>
            {strings.release}
            <span class="hidden">: {title}</span>
          </button>
        )}
        {mayWithdraw && (
          <button
            type="button"
            class="plain danger"
            onClick={() => state.set({ dialog: { kind: 'withdraw-announcement', id, title } })}
          >
            {strings.withdraw}
            <span class="hidden">: {title}</span>
          </button>
        )}
        {stage !== 'draft' && repeats === null && (
          <button
            type="button"
            class="plain"
            aria-expanded={isOpen}
            onClick={() => void showHistory(isOpen ? null : id)}
          >
            {strings.history}
            <span class="hidden">: {title}</span>
          </button>
        )}
      </div>
      {isOpen && <History list={list} />}
    </li>
  );
}

const nameOf = (list: AnnouncementList, account: string) =>
  list.accounts.find(({ id }) => id === account)?.name ?? account;

/** The post on one account; where its fate is not known, a person says it. */
function Post(props: { readonly id: string; readonly post: AnnouncementAccount; readonly list: AnnouncementList }) {
  const strings = useStrings().announcements;
  const { id, post, list } = props;
  const { account, status, code, canAnnounce } = post;
  const said = !canAnnounce ? strings.cannot : status === null ? strings.notYet : strings.posts[status];
  const needs = status === 'uncertain' || status === 'failed' || !canAnnounce;
  return (
    <li class={needs ? 'needs' : ''}>
      <span>
        {nameOf(list, account)}: {said}
        {code !== null && <code> {code}</code>}
      </span>
      {status === 'uncertain' && (
        <span class="commands">
          <button type="button" onClick={() => void settlePost(id, account, { isThere: true })}>
            {strings.isThere}
          </button>
          <button type="button" onClick={() => void settlePost(id, account, { isThere: false })}>
            {strings.isNotThere}
          </button>
        </span>
      )}
      {status === 'failed' && (
        <button type="button" onClick={() => void settlePost(id, account, { isThere: false })}>
          {strings.again}
        </button>
      )}
    </li>
  );
}

/** Its steps with their authors, the newest first. */
function History({ list }: { readonly list: AnnouncementList }) {
  const strings = useStrings();
  const locale = useLocale();
  const history = useStore(announcementStore, (value) => value.history);
  const setting = useStore(state, (value) => value.setting);
  const own = strings.announcements;
  if (history === null) return <SkeletonRows count={2} height={40} />;
  return (
    <ol class="steps">
      {history.map(({ at, type, by, account, reason }, index) => (
        <li key={index}>
          {named(own.steps, type.slice('announcement.'.length))}
          {account !== null && ` (${nameOf(list, account)})`}
          {by !== null && `, ${nameOfAgent(setting, by)}`}
          <span class="hint"> {fullDate(at, locale)}</span>
          {reason !== null && <q>{reason}</q>}
        </li>
      ))}
    </ol>
  );
}
