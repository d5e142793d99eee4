import { perName } from './per-name.ts';

/** How the words of a name are joined. `plain` is a single word. */
export type NameStyle = 'pascal' | 'camel' | 'snake' | 'screaming' | 'kebab' | 'spaced' | 'plain';

/**
 * A name taken apart. `lead + join(tokens, style) + tail` is the name again, but for odd separators:
 * `lead` is the namespace with its last separator (`chat.message.`), `tail` a version (`.v2`, `@v1`, `V2`).
 */
export interface NameParts {
  readonly lead: string;
  /** The words of the namespace, lower case. */
  readonly leadWords: readonly string[];
  /** The words of the last part as they are written. */
  readonly tokens: readonly string[];
  readonly tail: string;
  readonly style: NameStyle;
}

/** In order: fixed spellings, digits in words, plural acronyms, acronyms, `v2`, plain words, other scripts, digits. */
const TOKEN = new RegExp(
  [
    '(?:OAuth2?|OpenID|IPv[46]|GitHub|GitLab|PayPal|YouTube|LinkedIn|iOS|macOS|iPhone|iPad|eSIM|GraphQL)(?!\\p{Ll})',
    '(?:PostgreSQL|MySQL|NoSQL|JavaScript|TypeScript|WiFi|DevOps|GmbH)(?!\\p{Ll})',
    '(?:[kK]8[sS]|[bB]2[bBcC]|[pP]2[pP]|[eE]2[eE]|[iI]18[nN]|[lL]10[nN])(?![\\p{Ll}\\p{N}])',
    '(?:[aA]11[yY]|2[fF][aA]|[23][dD])(?![\\p{Ll}\\p{N}])',
    '\\p{N}+(?:st|nd|rd|th)(?!\\p{Ll})',
    '\\p{Lu}{2,}s(?!\\p{Ll})',
    '\\p{Lu}+(?![\\p{Ll}\\p{M}])\\p{N}*',
    '(?<!\\p{L})\\p{Ll}\\p{N}+(?!\\p{Ll})',
    "[\\p{Lu}\\p{Lt}]?[\\p{Ll}\\p{M}]+(?:['’]\\p{Ll}+)?",
    '[\\p{Lo}\\p{Lm}\\p{M}]+',
    '\\p{Lt}',
    '\\p{N}+',
  ].join('|'),
  'gu',
);

/** No name of a type is longer; what is, is not looked at. */
export const LONGEST_NAME = 300;

const SEPARATOR = /[.:/\\$#+]+/u;
const VERSION = /^[vV]?\d+(?:[_-]\d+)*$/;

/** The words of a text as they are written, cut at each word border. */
export const tokensOf = perName((text): readonly string[] => text.normalize('NFC').match(TOKEN) ?? []);

/** The words of a name in any style, lower case: `OrderPlaced`, `sys.order.placed`, `HTTPServerStarted`, `order_v2`. */
export function wordsOf(name: string): readonly string[] {
  return tokensOf(name).map((token) => token.toLowerCase());
}

/** Takes a name apart at its last namespace separator; versions at the end do not count as a part. */
export const partsOf = perName(takeApart);

function takeApart(name: string): NameParts {
  const at = name.lastIndexOf('@');
  let body = at > 0 ? name.slice(0, at) : name;
  let tail = at > 0 ? name.slice(at) : '';
  let cut = lastSeparator(body);
  while (cut !== undefined && cut.start > 0 && (cut.end === body.length || VERSION.test(body.slice(cut.end)))) {
    tail = body.slice(cut.start) + tail;
    body = body.slice(0, cut.start);
    cut = lastSeparator(body);
  }
  const lead = cut === undefined ? '' : body.slice(0, cut.end);
  const last = body.slice(lead.length);
  const suffix = /(?<=[\p{Ll}\p{Lu}])[_-]?[vV]\d+$/u.exec(last);
  const core = suffix === null ? last : last.slice(0, suffix.index);
  return {
    lead,
    leadWords: wordsOf(lead),
    tokens: tokensOf(core),
    tail: (suffix?.[0] ?? '') + tail,
    style: styleOf(core),
  };
}

/** Joins words in a style. Words that are acronyms stay as they are. */
export function join(tokens: readonly string[], style: NameStyle): string {
  const lower = tokens.map((token) => token.toLowerCase());
  switch (style) {
    case 'snake':
    case 'plain':
      return lower.join('_');
    case 'screaming':
      return lower.join('_').toUpperCase();
    case 'kebab':
      return lower.join('-');
    case 'spaced':
      return tokens.map((token, i) => (i === 0 ? capital(token) : isAcronym(token) ? token : lower[i])).join(' ');
    case 'camel':
      return tokens.map((token, i) => (i === 0 ? (lower[0] ?? '') : capital(token))).join('');
    case 'pascal':
      return tokens.map(capital).join('');
  }
}

function styleOf(text: string): NameStyle {
  if (text.includes('_')) return /\p{Ll}/u.test(text) ? 'snake' : 'screaming';
  if (/\s/u.test(text)) return 'spaced';
  if (text.includes('-')) return 'kebab';
  if (/^\p{Lu}+$/u.test(text) && text.length > 1) return 'screaming';
  if (/^\p{Lu}/u.test(text)) return 'pascal';
  return /\p{Lu}/u.test(text) ? 'camel' : 'plain';
}

function lastSeparator(text: string): { start: number; end: number } | undefined {
  const segments = text.split(SEPARATOR);
  const last = segments.at(-1);
  if (segments.length < 2 || last === undefined) return undefined;
  const end = text.length - last.length;
  return { start: text.slice(0, end).replace(/[.:/\\$#+]+$/u, '').length, end };
}

function isAcronym(token: string): boolean {
  return token.length > 1 && /^\p{Lu}{2}/u.test(token);
}

function capital(token: string): string {
  return isAcronym(token) || /^[ie]\p{Lu}/u.test(token) ? token : token.charAt(0).toUpperCase() + token.slice(1);
}
