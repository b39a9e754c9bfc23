import type { GuideRelease } from '../../../src/content/desk/guideReleases.ts';
import type { PublishedAnnouncement } from '../../../src/core/model/announcements/announcement.ts';
import type { Entry, Knowledge } from '../../../src/core/ports/knowledge.ts';
import type { PublishedFigures } from '../../../src/core/ports/publishedFigures.ts';
import type { Translate } from '../../../src/core/ports/translate.ts';
import type { CasePushDeps, CaseTalkDeps } from '../../../src/http/pages/case.ts';
import type { PagesDeps } from '../../../src/http/pages/index.ts';
import type { OverdueCase } from '../../../src/http/pages/transparency/overdue.ts';
import type { WitnessTrust } from '../../../src/http/pages/transparency/proofView.ts';

/** What is different at a site of a test. */
export interface SiteOptions {
  readonly settings?: Readonly<Record<string, string>>;
  /** Messages that one address may send by the page without JavaScript, in a minute. */
  readonly formsPerMinute?: number;
  readonly readsPerMinute?: number;
  readonly filesPerMinute?: number;
  /** Whether people may be told by e-mail; none is sent. */
  readonly mails?: boolean;
  readonly textsTo?: CaseTalkDeps['textsTo'];
  /** How people may be told on a device; none is. */
  readonly push?: CasePushDeps;
  /** The page that proves answers; there is none. */
  readonly receipts?: PagesDeps['receipts'];
  /** What may be done on the page of one case, in an hour. */
  readonly actsPerCase?: number;
  readonly knowledge?: Knowledge;
  /** All that this knowledge can say, for the guide. */
  readonly entries?: readonly Entry[];
  readonly translate?: Translate;
  readonly searchesPerMinute?: number;
  /** What the guide says was released. */
  readonly releases?: readonly GuideRelease[];
  /** What the city announces, and ids of what it withdrew. */
  readonly announcements?: () => readonly PublishedAnnouncement[];
  readonly withdrawn?: readonly string[];
  /** The council's name and its clocks, as its pages have them. */
  readonly town?: () => { readonly council: string; readonly timeZone: string };
  /** What was published of the public log, and how many cases are overdue. */
  readonly figures?: PublishedFigures;
  readonly overdue?: readonly (OverdueCase | null)[];
  readonly witnesses?: WitnessTrust;
  readonly publicKeys?: readonly string[];
  /** Where who must leave at once is taken. */
  readonly quickExit?: string;
}
