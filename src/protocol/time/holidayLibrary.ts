import library from 'date-holidays/package.json' with { type: 'json' };

/** Version of the holiday library; reading it does not load the library. */
export const holidayLibrary: string = library.version;
