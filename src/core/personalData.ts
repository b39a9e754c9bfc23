/** Kinds of identifiers that a person should not need to write in a chat. */
export type PersonalDataKind = 'dni' | 'iban' | 'card' | 'phone' | 'email';
