/* Catalan verbs that people write behind a pronoun without its apostrophe: "on men faig un", "sen va", of no other language here. */
const verbs =
  'faig|fas|fa|fem|feu|fan|faria|faré|vaig|va|anem|aneu|cal|caldrà|caldria|puc|pots|pot|podem|podeu|poden|podria|podríeu|podries|dono|dona|doneu|donen|donareu|queda|queden|falta|falten|sobra|sobren|recordo|oblido|refio|penedeixo|alegro|adono|torno|surto|ocupo|porto|portes|porteu|demanen|demaneu|cobren|cobreu|envieu|envien|trec|treuen|expliqueu|parleu|informeu';
const joined = new RegExp(`(?<![\\p{L}'’])([mts])en (?=(?:${verbs})(?!\\p{L}))`, 'giu');

/** A text with the apostrophes that Catalan pronouns have lost: "men faig un" is "me'n faig un", and means no men. */
export function withApostrophes(text: string): string {
  return text.replace(joined, "$1e'n ");
}
