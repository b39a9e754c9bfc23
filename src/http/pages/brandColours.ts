// Made from web/brand.json by scripts/brand.mjs.

/** Colours that browsers show around the console where it is installed. */
export const brandColours = { accent: '#0b5a63' } as const;
