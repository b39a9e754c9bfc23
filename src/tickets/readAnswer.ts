/** Fields of one request, as a ticket system tells of it. Empty ones are null. */
export type TicketFields = Readonly<Record<string, string | null>>;

/** What a ticket system answered: requests, and why it refused. */
interface TicketAnswer {
  readonly requests: readonly TicketFields[];
  /** Whether it is a list of requests, empty or not, and nothing else: what is not in it was not found. */
  readonly isList: boolean;
  /** The first error that it describes, on one line; null: it describes none. */
  readonly error: string | null;
}

const longestError = 300;
/** Elements within each other: answers have four. */
const deepest = 30;

/** What an answer is made of, whether it was JSON or XML. */
type Tree = string | null | readonly Tree[] | { readonly [name: string]: Tree };

/**
 * Reads an answer of GeoReport v2 by what it is, not by what it is said to be: servers send XML where JSON was asked for,
 * lists with or without the name around them, numbers as numbers, and one request without a list. Null: it is neither.
 */
export function readAnswer(text: string): TicketAnswer | null {
  const body = text.replace(/^\uFEFF/, '').trim();
  const tree = body.startsWith('<') ? readXml(body) : readJson(body);
  if (tree === undefined) return null;
  const requests: TicketFields[] = [];
  const errors: string[] = [];
  gather(tree, requests, errors, 0);
  return { requests, isList: errors.length === 0 && listsRequests(tree), error: errors[0] ?? null };
}

const isList = (tree: Tree): tree is readonly Tree[] => Array.isArray(tree);

/** A list alone, or with its usual name around it. */
function listsRequests(tree: Tree): boolean {
  if (isList(tree)) return tree.every(isRequest);
  if (!isObject(tree)) return false;
  const [[name, inner] = ['', ''], ...others] = Object.entries(tree);
  if (others.length > 0 || !/^(service_)?requests?$/.test(name)) return false;
  return inner === null || isRequest(inner) || listsRequests(inner);
}

const isRequest = (tree: Tree): boolean => isObject(tree) && ('service_request_id' in tree || 'token' in tree);

function gather(tree: Tree, requests: TicketFields[], errors: string[], depth: number): void {
  if (tree === null || typeof tree === 'string' || depth > deepest) return;
  if (isList(tree)) {
    for (const each of tree) gather(each, requests, errors, depth + 1);
    return;
  }
  if ('service_request_id' in tree || 'token' in tree) {
    requests.push(flat(tree));
    return;
  }
  const { code, description } = tree;
  if (typeof description === 'string' && code !== undefined && !isObject(code)) {
    errors.push(description.replace(/\s+/g, ' ').trim().slice(0, longestError));
    return;
  }
  for (const each of Object.values(tree)) gather(each, requests, errors, depth + 1);
}

const isObject = (tree: Tree): tree is readonly Tree[] | { readonly [name: string]: Tree } =>
  tree !== null && typeof tree === 'object';

function flat(tree: { readonly [name: string]: Tree }): TicketFields {
  return Object.fromEntries(
    Object.entries(tree).map(([name, value]) => {
      const text = typeof value === 'string' ? value.trim() : '';
      return [name, text === '' ? null : text];
    }),
  );
}

/** Undefined: it is no JSON. */
function readJson(text: string): Tree | undefined {
  try {
    return toTree(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function toTree(value: unknown, depth = 0): Tree {
  if (value === null || value === undefined || depth > deepest) return null;
  if (Array.isArray(value)) return value.map((each) => toTree(each, depth + 1));
  if (typeof value !== 'object') return String(value);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, toTree(each, depth + 1)]));
}

const piece =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?:\s[^<>]*?)?(\/?)>|([^<]+)/y;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Elements and their texts, without attributes. No document type is read, so that nothing is fetched or expanded. Undefined: it
 * is not well formed.
 */
function readXml(text: string): Tree | undefined {
  /** Open elements, the innermost last. The first holds the root. */
  const open: { name: string; text: string; inner: Record<string, Tree[]> }[] = [{ name: '', text: '', inner: {} }];
  piece.lastIndex = 0;
  while (piece.lastIndex < text.length) {
    const found = piece.exec(text);
    const at = open.at(-1);
    if (found === null || at === undefined) return undefined;
    const [, verbatim, end, , name, empty, words] = found;
    if (verbatim !== undefined) at.text += verbatim;
    else if (words !== undefined) at.text += unescaped(words);
    else if (name === undefined) continue;
    else if (end === '/') {
      const around = open.at(-2);
      if (at.name !== name || around === undefined) return undefined;
      open.pop();
      add(around.inner, name, contentOf(at));
    } else if (empty === '/') add(at.inner, name, null);
    else if (open.length > deepest) return undefined;
    else open.push({ name, text: '', inner: Object.create(null) });
  }
  const [root] = open;
  return open.length === 1 && root !== undefined ? contentOf(root) : undefined;
}

function add(inner: Record<string, Tree[]>, name: string, value: Tree): void {
  const known = inner[name];
  if (known === undefined) inner[name] = [value];
  else known.push(value);
}

/** Its elements, one that comes once without a list; or else its text. */
function contentOf({ text, inner }: { text: string; inner: Record<string, Tree[]> }): Tree {
  const names = Object.keys(inner);
  if (names.length === 0) return text.trim() === '' ? null : text;
  return Object.fromEntries(
    names.map((name) => {
      const values = inner[name] ?? [];
      return [name, values.length === 1 ? (values[0] ?? null) : values];
    }),
  );
}

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{1,8}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
