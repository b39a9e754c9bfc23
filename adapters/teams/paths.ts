/** Where Azure sends what people do; an account's id may follow. */
export const endpoint = '/api/messages';

/** Where a file of the bot can be fetched; its token follows. */
export const filesPath = `${endpoint}/files/`;
