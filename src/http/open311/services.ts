import type { FlowAction, FlowDefinition, FlowService, FlowSlot } from '../../core/model/flow.ts';
import { type Kind, reportableKinds } from '../../core/model/kind.ts';
import { type Locale, locales } from '../../core/model/locale.ts';
import type { Wire } from './wire.ts';

/** A flow that programs may go through, with the kind of the cases that it opens. */
export interface Service {
  readonly definition: FlowDefinition;
  readonly service: FlowService;
  readonly kind: Kind;
}

/** The services of the live content: flows that are offered to programs and open a case of a kind that may be reported. */
export function servicesOf(flows: readonly FlowDefinition[]): readonly Service[] {
  return flows.flatMap((definition) => {
    const { service } = definition;
    const kind = definition.steps
      .flatMap((step) => (step.kind === 'do' ? [step.action] : []))
      .find((action): action is Extract<FlowAction, { name: 'open-case' }> => action.name === 'open-case')?.kind;
    if (service === undefined || kind === undefined || !reportableKinds.includes(kind)) return [];
    return [{ definition, service, kind }];
  });
}

/** Answered in fields of their own, `description`, the location and `media_url`: no attributes. */
const ownFields: readonly FlowSlot['type'][] = ['place', 'photo'];

/** What a program must ask besides the fields that every request has. */
export function attributesOf({ definition, service }: Service): readonly FlowSlot[] {
  return definition.slots.filter(
    ({ id, type, opening }) => service.slots.includes(id) && !opening && !ownFields.includes(type),
  );
}

export function serviceOnWire(service: Service, locale: Locale): Wire {
  const { id, title } = service.definition;
  const { description, group } = service.service;
  // A comma would part a keyword.
  const keywords = new Set(locales.map((each) => title[each].replaceAll(',', '')));
  return {
    service_code: id,
    service_name: title[locale],
    description: description[locale],
    metadata: attributesOf(service).length > 0,
    type: 'realtime',
    keywords: [...keywords].join(', '),
    group: group?.[locale] ?? null,
  };
}

const datatypes: Partial<Record<FlowSlot['type'], string>> = {
  text: 'text',
  choice: 'singlevaluelist',
  consent: 'singlevaluelist',
  number: 'number',
  date: 'datetime',
};

export function definitionOnWire(service: Service, locale: Locale, say: (key: 'yes' | 'no') => string): Wire {
  return {
    service_code: service.definition.id,
    attributes: attributesOf(service).map((slot, index) => ({
      variable: true,
      code: slot.id,
      datatype: datatypes[slot.type] ?? 'string',
      required: !slot.optional,
      datatype_description: null,
      order: index + 1,
      description: questionFor(service, slot)[locale],
      ...valuesOf(slot, locale, say),
    })),
  };
}

/** The question by which the flow asks for it, where it has a list of answers; else its name: the rest of a question is for a chat. */
function questionFor({ definition }: Service, { id, type, title }: FlowSlot) {
  if (type !== 'choice' && type !== 'consent') return title;
  const step = definition.steps.find((each) => each.kind === 'collect' && each.slot === id);
  return step?.kind === 'collect' ? step.ask : title;
}

function valuesOf({ type, options }: FlowSlot, locale: Locale, say: (key: 'yes' | 'no') => string) {
  if (type === 'consent') {
    return { values: (['yes', 'no'] as const).map((key) => ({ key, name: say(key) })) };
  }
  return type === 'choice' ? { values: options.map(({ id, title }) => ({ key: id, name: title[locale] })) } : {};
}
