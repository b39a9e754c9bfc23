import type { Locale } from '../../../core/model/locale.ts';
import type { Entry } from '../../../core/ports/knowledge.ts';
import type { Html } from '../../html.ts';
import { renderMarkdown } from '../markdown.ts';
import type { PageValues } from '../strings.ts';
import type { ServicePart } from './services.ts';

/** Licence of the texts. */
export const licence = 'https://creativecommons.org/licenses/by/4.0/';

interface StructuredService {
  readonly service: Entry;
  readonly locale: Locale;
  /** Address of its page, and of the chat. */
  readonly address: string;
  readonly chat: string;
  /** Name of the department; null: none. */
  readonly department: string | null;
  readonly sections: readonly ServicePart[];
  readonly values: PageValues;
}

/** What search engines read of a service (schema.org): its questions and answers, and what it is. */
export function structuredData(view: StructuredService): Html {
  const { service, locale, address, department, sections, values } = view;
  const name = service.title[locale];
  const council = { '@type': 'GovernmentOrganization', name: values.council, url: values.site };
  const question = (asked: string, anchor: string, answer: string) => ({
    '@type': 'Question',
    name: asked,
    acceptedAnswer: { '@type': 'Answer', text: renderMarkdown(answer.trim()).html, url: address + anchor },
  });
  const page = {
    '@type': 'FAQPage',
    '@id': `${address}#page`,
    url: address,
    name,
    inLanguage: locale,
    license: licence,
    publisher: council,
    about: { '@id': `${address}#service` },
    ...(service.verified === null ? {} : { lastReviewed: service.verified }),
    ...(service.source === null
      ? {}
      : { isBasedOn: { '@type': 'WebPage', name: service.source.name, url: service.source.url } }),
    mainEntity: [
      question(name, '', service.answer[locale]),
      ...sections.map(({ anchor, title, answer }) =>
        question(`${name}: ${title}`, `#${anchor}`, answer.answer[locale]),
      ),
    ],
  };
  const government = {
    '@type': 'GovernmentService',
    '@id': `${address}#service`,
    name,
    url: address,
    availableLanguage: ['ca', 'es', 'en'],
    provider: council,
    serviceOperator: department === null ? council : { ...council, name: department, parentOrganization: council },
    availableChannel: { '@type': 'ServiceChannel', serviceUrl: view.chat },
  };
  return jsonLd({ '@context': 'https://schema.org', '@graph': [page, government] });
}

/** Data in a page. Browsers run no data, and nothing in it can end the element. */
export function jsonLd(value: unknown): Html {
  const json = JSON.stringify(value).replace(/</g, '\\u003c');
  return { html: `<script type="application/ld+json">${json}</script>` };
}
