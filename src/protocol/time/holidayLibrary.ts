import library from 'date-holidays/package.json' with { type: 'json' };

/** Version of the library that knows public holidays; reading it does not load the library. */
export const holidayLibrary: string = library.version;
