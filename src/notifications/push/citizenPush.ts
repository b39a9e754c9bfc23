import type { CaseLinks } from '../../core/cases/caseLinks.ts';
import type { NotifyLinks } from '../../core/cases/rights/notifyLinks.ts';
import type { CitizenMail } from '../../core/engine/sideEffects.ts';
import { caseIn, newestCase } from '../../core/journal/newestCase.ts';
import type { CaseCode } from '../../core/model/case.ts';
import type { Commit } from '../../core/model/commit.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import type { Translate } from '../../core/ports/translate.ts';
import { createPushOnce, topicNamed } from './pushOnce.ts';
import type { SendPush } from './sendPush.ts';

/** A device that nothing reaches any more, named by the commit that sealed how it was reached. */
export interface GoneDevice {
  readonly tenant: string;
  readonly conversation: ConversationId;
  readonly case: CaseCode;
  readonly revision: number;
}

interface CitizenPushDeps {
  readonly send: SendPush;
  readonly journal: Pick<Journal, 'load' | 'read'>;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly translate: Translate;
  readonly links: Pick<CaseLinks, 'caseLink'> & Pick<NotifyLinks, 'notifyLink'>;
  /** Called for each device whose subscription has ended. */
  readonly gone: (device: GoneDevice) => void;
  readonly log: Log;
}

/** What the worker of the page is told (`web/pages/public/push-worker.js`); what somebody wrote is not in it. */
export interface PushNews {
  readonly title: string;
  readonly body: string;
  /** The page of the case, for citizens with its key: only the browser can read this. */
  readonly url: string;
  /** Where one press ends it, and what the button says; null: there is no button. */
  readonly end: { readonly url: string; readonly label: string } | null;
  readonly lang: string;
  /** Of one case only the newest is shown. */
  readonly tag: string;
}

/**
 * Tells the devices of a citizen that staff answered. How a device is reached is sealed with the commit by which it was added:
 * once that is erased nothing is sent.
 */
export function createCitizenPush({ send, journal, sealer, translate, links, gone, log }: CitizenPushDeps) {
  const push = createPushOnce({ send, subject: 'a citizen', log });
  return async ({ case: code }: Pick<CitizenMail, 'case'>, commit: Commit): Promise<void> => {
    const { tenant, conversation } = commit;
    const devices = caseIn(commit.state, code)?.devices ?? [];
    // Since the commit, and since another attempt, somebody may have wanted no more.
    const still = devices.length === 0 ? [] : ((await newestCase(journal, conversation, code))?.devices ?? []);
    const outcomes = await Promise.allSettled(devices.filter((each) => still.includes(each)).map(pushTo));
    const failed = outcomes.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;

    async function pushTo(revision: number): Promise<void> {
      const [given] = await journal.read(conversation, revision - 1, 1);
      const device = given === undefined ? undefined : (await sealer.open(given))?.device;
      if (device === undefined) return;
      const { locale } = device;
      const news: PushNews = {
        title: translate('notify.news.subject', locale, { code }),
        body: translate('notify.push.body', locale, {}),
        url: links.caseLink(code),
        end: { url: links.notifyLink('stop', code, revision), label: translate('notify.push.end', locale, {}) },
        lang: locale,
        tag: code,
      };
      const message = { text: JSON.stringify(news), topic: topicOf(conversation, code) };
      const outcome = await push(`${conversation} ${commit.revision} ${revision}`, device, message);
      if (outcome === 'gone') gone({ tenant, conversation, case: code, revision });
    }
  };
}

/** Tells the push service nothing of the case. */
const topicOf = (conversation: ConversationId, code: CaseCode) => topicNamed(`${conversation} ${code}`);
