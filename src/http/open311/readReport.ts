import { CodedError } from '../../core/model/errors.ts';
import type { FlowSlot, SlotValue, SlotValues } from '../../core/model/flow.ts';
import type { Locale } from '../../core/model/locale.ts';
import { pointText, type ReportContact } from '../../core/model/message.ts';
import { wrong } from './errors.ts';
import type { SentForm } from './form.ts';
import { readDegrees } from './parameters.ts';
import { attributesOf, type Service } from './services.ts';
import { readDay } from './time.ts';

/** Letters that a field may have. The specification sets that of the description. */
const longest = {
  description: 4_000,
  title: 200,
  attribute: 3_000,
  address: 300,
  name: 100,
  phone: 40,
  email: 254,
  url: 1_000,
};
const mostMedia = 10;

/** A place that FixMyStreet sends where the person has pointed to none. */
const notPinpointed = '#NOTPINPOINTED#';

/** A request as a program sends it, checked against its service. */
export interface SentReport {
  readonly service: Service;
  readonly text: string;
  /** Without files, which are kept later. */
  readonly slots: SlotValues;
  readonly place: SlotValue | null;
  readonly contact: ReportContact;
  readonly media: readonly string[];
}

/** In which language, and by whose clocks, a request is read. */
interface Where {
  readonly locale: Locale;
  readonly timeZone: string;
}

/**
 * Reads a request from a form.
 * @throws {CodedError} `service.unknown`, or `input.invalid`, saying which field is wrong
 */
export function readReport(form: SentForm, services: readonly Service[], where: Where): SentReport {
  const service = serviceIn(form, services);
  const title = limited('title', form.value('title'), longest.title);
  const description = limited('description', form.value('description'), longest.description);
  const text = [title, description].filter((part) => part !== '').join('\n\n');
  const place = placeIn(form);
  const attributes = attributesIn(form, service, where);
  const slots: Record<string, SlotValue> = { ...attributes };
  for (const slot of sentSlots(service)) {
    if (slot.opening && text !== '') slots[slot.id] = { text, value: text };
    if (slot.type === 'place' && place !== null) slots[slot.id] ??= place;
    needValue(slot, slots, form);
  }
  return {
    service,
    text,
    slots,
    place,
    contact: contactIn(form),
    media: mediaIn(form),
  };
}

const sentSlots = ({ definition, service }: Service) => definition.slots.filter(({ id }) => service.slots.includes(id));

function serviceIn(form: SentForm, services: readonly Service[]): Service {
  const code = form.value('service_code');
  if (code === '') throw wrong('The service_code was not provided.');
  const service = services.find(({ definition }) => definition.id === code);
  if (service === undefined)
    throw new CodedError('service.unknown', 'The service_code was not found. The list of services has all.');
  return service;
}

function limited(name: string, value: string, most: number): string {
  if (value.length > most) throw wrong(`The ${name} has more than ${most} characters.`);
  return value;
}

/** Which field of a request fills a slot that must not be empty. */
function needValue({ id, type, optional, opening }: FlowSlot, slots: SlotValues, form: SentForm): void {
  if (optional || slots[id] !== undefined) return;
  if (opening) throw wrong('The description was not provided.');
  if (type === 'place') {
    if (form.value('address_id') !== '') return;
    throw wrong('No location was provided: send lat and long, or address_string.');
  }
  if (type !== 'photo') throw wrong(`The attribute ${id} was not provided.`);
}

function placeIn(form: SentForm): SlotValue | null {
  const address = limited('address_string', form.value('address_string'), longest.address).replace(/\s+/g, ' ');
  const latitude = readDegrees('lat', form.value('lat'), 90);
  const longitude = readDegrees('long', form.value('long'), 180);
  if ((latitude === null) !== (longitude === null)) throw wrong('Send both lat and long, or neither.');
  const id = limited('address_id', form.value('address_id'), longest.address);
  const named = [address, id === notPinpointed ? '' : id].find((part) => part !== '') ?? '';
  if (latitude === null || longitude === null) return named === '' ? null : { text: named, value: named };
  const text = named === '' ? pointText({ latitude, longitude }) : named;
  return { text, value: text, position: { latitude, longitude } };
}

function contactIn(form: SentForm): ReportContact {
  const part = (field: string) => limited(field, form.value(field), longest.name).replace(/\s+/g, ' ');
  return {
    name: [part('first_name'), part('last_name')].filter((each) => each !== '' && each !== '-').join(' '),
    email: limited('email', form.value('email'), longest.email),
    phone: limited('phone', form.value('phone'), longest.phone),
  };
}

function mediaIn(form: SentForm): readonly string[] {
  const all = [...new Set(form.values('media_url'))];
  if (all.length > mostMedia) throw wrong(`Send at most ${mostMedia} addresses as media_url.`);
  for (const each of all) {
    const url = each.length <= longest.url && URL.canParse(each) ? new URL(each) : null;
    // What is written for staff to open must be an address of the web, and carry no password.
    if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || /\s/.test(each))
      throw wrong('A media_url is no address of the web.');
  }
  return all;
}

function attributesIn(form: SentForm, service: Service, where: Where): SlotValues {
  const read: Record<string, SlotValue> = {};
  for (const slot of attributesOf(service)) {
    const values = form.values(`attribute[${slot.id}]`);
    const [given] = values;
    if (given === undefined) continue;
    if (values.length > 1) throw wrong(`The attribute ${slot.id} has one value.`);
    const value = attributeOf(slot, limited(`attribute ${slot.id}`, given, longest.attribute), where);
    if (value === null) throw wrong(`The attribute ${slot.id} has a value that its definition does not allow.`);
    read[slot.id] = value;
  }
  return read;
}

const yes = ['yes', 'true', '1'];
const no = ['no', 'false', '0'];

function attributeOf({ type, options }: FlowSlot, given: string, { locale, timeZone }: Where): SlotValue | null {
  const plain = (value: string | undefined): SlotValue | null => (value === undefined ? null : { text: value, value });
  switch (type) {
    case 'choice': {
      const option = options.find(({ id, title }) => id === given || Object.values(title).includes(given));
      return option === undefined ? null : { text: option.title[locale], value: option.id };
    }
    case 'consent': {
      const word = given.toLowerCase();
      return yes.includes(word) ? plain('yes') : no.includes(word) ? plain('no') : null;
    }
    case 'number':
      return /^-?\d{1,9}(?:\.\d{1,6})?$/.test(given) ? plain(given) : null;
    case 'date': {
      const day = readDay(given, timeZone);
      return day === null ? null : { text: day.split('-').reverse().join('/'), value: day };
    }
    case 'time':
      return plain(/^(?:[01]\d|2[0-3]):[0-5]\d$/.exec(given)?.[0]);
    default:
      return plain(given);
  }
}
