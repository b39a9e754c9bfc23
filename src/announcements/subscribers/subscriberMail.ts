import type { SubscriptionLinks } from '../../core/cases/rights/subscriptionLinks.ts';
import type { SubscriberMail } from '../../core/engine/sideEffects.ts';
import { isMailAddress, type Subscription } from '../../core/model/announcements/subscription.ts';
import { type Commit, isRecord } from '../../core/model/commit.ts';
import { codeOf, PlatformRefused } from '../../core/model/errors.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Alert } from '../../core/ports/knowledge.ts';
import type { Limit } from '../../core/ports/limit.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import { decideRefused } from './decideDelivery.ts';
import type { StillGoes, SubscriberSteps } from './stillGoes.ts';
import type { SubscriberWriter } from './subscriberWriter.ts';

/** An e-mail with the links by which mail programs end a subscription in one press (RFC 8058). */
interface SubscriberEmail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface SubscriberMailDeps {
  /** @throws `PlatformUnreachable` or `PlatformRefused` */
  readonly post: (email: SubscriberEmail) => Promise<void>;
  readonly journal: Pick<Journal, 'load'>;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly links: SubscriptionLinks;
  readonly subscriberWriter: Pick<SubscriberWriter, 'ask' | 'mail'>;
  readonly stillGoes: StillGoes;
  readonly engine: () => SubscriberSteps;
  readonly alerts: () => readonly Alert[];
  /** Counts questions to an address, so that nobody's mailbox is flooded. */
  readonly limit: Limit;
  readonly log: Log;
}

/**
 * Writes to those who are told by e-mail: whether they want it, and the announcements. The address is sealed with the
 * commit: once that is erased nothing is sent. Each attempt has the same id, so that mail servers see a repetition.
 */
export function createSubscriberMail(deps: SubscriberMailDeps) {
  const { post, journal, sealer, links, subscriberWriter, stillGoes, engine, alerts, limit, log } = deps;

  return async (sideEffect: SubscriberMail, commit: Commit): Promise<void> => {
    const { tenant, conversation, revision } = commit;
    const address = (await sealer.open(commit))?.address;
    const { latest } = await journal.load(conversation, '');
    const newest = latest === null || isRecord(latest.state) ? null : (latest.state.subscription ?? null);
    if (!isMailAddress(address) || newest === null) return;
    const { email: to } = address;
    const end = links.link('end', conversation, 0);
    const unsubscribe = { 'List-Unsubscribe': `<${end}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
    const send = async (about: string, mail: Omit<SubscriberEmail, 'id' | 'to'>): Promise<'taken' | 'refused'> => {
      try {
        const id = `subscription.${conversation}.${about}`;
        await post({ id, to, ...mail });
        return 'taken';
      } catch (error) {
        if (!(error instanceof PlatformRefused)) throw error;
        log.warn({ code: codeOf(error), conversation }, 'the mail server refused an e-mail to a subscriber');
        return 'refused';
      }
    };
    if (sideEffect.type === 'ask-subscriber') {
      // Another link was asked for since.
      if (newest.asked !== revision) return;
      if (!(await limit.allow(conversation)).ok)
        return log.warn({ conversation }, 'an address was typed too often: no confirmation will be sent for a while');
      const what = namesOf(newest.pending ?? newest, newest, alerts());
      const link = links.link('confirm', conversation, revision);
      try {
        await send(`ask ${revision}`, { ...subscriberWriter.ask(newest.locale, link, what), headers: {} });
        return;
      } catch (error) {
        // It is tried again: that is no further question.
        await limit.giveBack(conversation);
        throw error;
      }
    }
    // A repetition has the same id, also where it is of another commit: mail servers see it.
    const sent = await stillGoes(commit, sideEffect.announcements, { isFirst: true });
    if (sent === null) return;
    const mailLinks = { manage: links.link('manage', conversation, 0), end };
    const before = isRecord(commit.state) ? [] : (commit.state.subscription?.sent ?? []);
    /** How often they were told this version before: when it came back it is no repetition. */
    const timesOf = ({ id, version }: { readonly id: string; readonly version: string }) =>
      (before.find((each) => each.id === id)?.earlier ?? []).filter((each) => each.version === version).length;
    const about = sideEffect.announcements.map((each) => `${each.id} ${each.version} ${timesOf(each)}`).join(' ');
    const mail = { ...subscriberWriter.mail(sent, newest.locale, mailLinks), headers: unsubscribe };
    if ((await send(about, mail)) === 'taken') return;
    // Staff see that it did not arrive.
    await engine().elsewhere.subscriberStep({
      tenant,
      conversation,
      id: null,
      decide: (state) => decideRefused(state, sideEffect.announcements, revision),
    });
  };
}

/** What somebody wants to be told of, in their language. */
export function namesOf(
  { alerts: chosen }: Pick<Subscription, 'alerts'>,
  { locale }: Pick<Subscription, 'locale'>,
  alerts: readonly Alert[],
): string {
  const named = alerts.filter(({ id }) => chosen.includes(id)).map(({ title }) => title[locale]);
  return named.join(', ');
}
