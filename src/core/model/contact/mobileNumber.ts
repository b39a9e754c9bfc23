/**
 * Numbers of mobile phones of people by country, after their calling code, and the digit that is dialled before them within the
 * country. From the numbering plans as libphonenumber has them, without numbers of machines, of paging and of premium services.
 */
const plans = {
  '33': { mobile: /^(?:6(?:[0-24-8]\d|3[0-8]|9[589])|7[3-9]\d)\d{6}$/, trunk: '0' },
  '34': { mobile: /^(?:6\d|7[1-48])\d{7}$/, trunk: '' },
  '39': { mobile: /^(?:3[2-9]\d{7,8}|31\d{8})$/, trunk: '' },
  '351': { mobile: /^9(?:[1-36]\d\d|480)\d{5}$/, trunk: '' },
  '376': { mobile: /^(?:[356]\d{5}|690\d{6})$/, trunk: '' },
} as const;

/** The calling code of a country whose mobile numbers are known. */
export type CallingCode = keyof typeof plans;

export const callingCodes = Object.keys(plans) as readonly CallingCode[];

/** A text that is nothing but a number, however it is grouped: digits, and a plus before them. */
const number = /^\+?[\d\s().\-‐-―/·]{6,28}$/u;

/** Whether somebody wrote nothing but what looks like a telephone number. */
export function isLikeNumber(typed: string): boolean {
  const digits = plain(typed).replace(/\D/g, '').length;
  return number.test(plain(typed)) && digits >= 6 && digits <= 15;
}

/**
 * A number as E.164 has it (`+34600000000`), from a text that is nothing but that; null: it is no mobile number of these
 * countries. A number without the code of a country is one of the first. Abroad a message costs many times as much, and there are
 * those who earn by every one that they have sent to them, so no other countries are taken.
 */
export function toMobileNumber(typed: string, countries: readonly CallingCode[]): string | null {
  if (!isLikeNumber(typed)) return null;
  const digits = plain(typed).replace(/[^\d+]/g, '');
  const international = /^(?:\+|00)(\d+)$/.exec(digits)?.[1] ?? null;
  if (international !== null) return inCountry(international, countries);
  const [own] = countries;
  if (own === undefined) return null;
  const { mobile, trunk } = plans[own];
  const national = trunk !== '' && digits.startsWith(trunk) ? digits.slice(trunk.length) : digits;
  if (mobile.test(national)) return `+${own}${national}`;
  // Some leave out the plus.
  return inCountry(digits, countries);
}

/** The number that begins with the code of one of these countries. */
function inCountry(digits: string, countries: readonly CallingCode[]): string | null {
  const country = countries.find(
    (code) => digits.startsWith(code) && plans[code].mobile.test(digits.slice(code.length)),
  );
  return country === undefined ? null : `+${digits}`;
}

const plain = (typed: string) => typed.normalize('NFKC').trim();
