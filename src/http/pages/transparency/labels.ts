import ca from '../../../../locales/ca.json' with { type: 'json' };
import en from '../../../../locales/en.json' with { type: 'json' };
import es from '../../../../locales/es.json' with { type: 'json' };
import type { Locale } from '../../../core/model/locale.ts';
import { type Aspect, isAspect } from '../../../core/model/understanding.ts';
import type { Knowledge } from '../../../core/ports/knowledge.ts';
import type { Publication } from '../../../core/ports/publishedFigures.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { languageNames } from '../layout.ts';
import { longDate } from '../longDate.ts';
import { pageStrings } from '../strings.ts';

/** Names of things that staff see, too. */
const consoles = { ca: ca.console, es: es.console, en: en.console };

/** Names what entries call by ids. */
export interface Labels {
  /** The name of a cell of a figure. */
  cell(figure: string, cell: string): string;
  period(publication: Pick<Publication, 'period' | 'from'>): string;
}

export function createLabels(knowledge: Pick<Knowledge, 'entry' | 'aspectTitle' | 'protocol'>, locale: Locale): Labels {
  const { transparency } = pageStrings(locale);
  const { kinds, sanctions, closeReasons, readings } = consoles[locale];
  const named: Readonly<Record<string, (cell: string) => string | undefined>> = {
    service: (id) => knowledge.entry(id)?.title[locale],
    aspect: (aspect) => (isAspect(aspect) ? knowledge.aspectTitle(aspect as Aspect)?.[locale] : undefined),
    department: (id) => knowledge.protocol.department(id, locale),
    kind: (kind) => nameIn(kinds, kind),
    closed: (reason) => nameIn(closeReasons, reason),
    proposed: (sanction) => nameIn(sanctions, sanction),
    reads: (what) => nameIn(readings.kinds, what),
    time: (hours) => nameIn(transparency.times, hours),
    working: (hours) => nameIn(transparency.workingTimes, hours),
    language: (language) => nameIn(languageNames, language) ?? transparency.unknownLanguage,
    useful: (useful) => nameIn(transparency.usefulness, useful),
    rated: (rating) => `${rating} / 5`,
  };
  return {
    cell: (figure, cell) => named[figure.split('.').at(-1) ?? '']?.(cell) ?? nameIn(transparency.cells, cell) ?? cell,
    period({ period, from }) {
      const [, year, week] = /^(\d{4})-W(\d{2})$/.exec(period) ?? [];
      if (year !== undefined && week !== undefined) {
        return interpolate(transparency.week, { year, week: String(Number(week)) });
      }
      if (/^\d{4}-\d{2}-\d{2}$/.test(period)) return longDate(Date.parse(period), locale);
      if (!/^\d{4}-\d{2}$/.test(period)) return transparency.allPeriods;
      const format = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
      return format.format(Date.parse(from));
    },
  };
}

/** Names of kinds of cases. */
export function kindNames(locale: Locale): Readonly<Record<string, string>> {
  return consoles[locale].kinds;
}

function nameIn(names: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(names, name) ? names[name] : undefined;
}
