/** Path to which Azure posts activities; an account's id may follow. */
export const endpoint = '/api/messages';

/** Path of the bot's file downloads; the file's token follows. */
export const filesPath = `${endpoint}/files/`;
