/** What a text is by its looks: a credential, or data of a person. One walk over the characters; patterns are tried only where one may begin. */
import { decodeBase64 } from '../../../record/base64.ts';
import { cardIn, isIban } from './checksums.ts';

export interface ShapeFound {
  readonly group: 'secret' | 'personal';
  /** `an AWS access key`, as it stands in a sentence. */
  readonly what: string;
  /** Bare digits that an identifier may be as well: the name of the field decides. */
  readonly unsure?: true;
}

/** Longer texts are looked at up to here. */
const LONGEST = 200_000;

/** Two ASCII characters as one number; no other pair gives one of theirs. */
const keyOf = (first: number, second: number): number => (second < 128 ? first * 128 + second : -1);

const secret = (what: string): ShapeFound => ({ group: 'secret', what });
const personal = (what: string): ShapeFound => ({ group: 'personal', what });

/** Patterns that begin at the border of a word, with the letters that they begin with. Each has bounded or single repeats: linear. */
type AtWord = readonly [starts: string, pattern: RegExp, found: ShapeFound];
const PATTERNS: readonly AtWord[] = [
  ['AKIA ASIA', /A(?:KIA|SIA)[A-Z0-9]{16}(?![A-Za-z0-9])/y, secret('an AWS access key')],
  ['AIza', /AIza[\w-]{35}(?![\w-])/y, secret('a Google API key')],
  ['ghp_ gho_ ghu_ ghs_ ghr_', /gh[pousr]_[A-Za-z0-9]{30,255}/y, secret('a GitHub token')],
  ['github_pat_', /github_pat_\w{30,255}/y, secret('a GitHub token')],
  ['glpat-', /glpat-[\w-]{20,64}/y, secret('a GitLab token')],
  ['sk_live_ sk_test_', /sk_(?:live|test)_[A-Za-z0-9]{10,255}/y, secret('a Stripe key')],
  ['rk_live_ rk_test_', /rk_(?:live|test)_[A-Za-z0-9]{10,255}/y, secret('a Stripe key')],
  ['sk-', /sk-(?:ant-|proj-|or-)[\w-]{20,255}|sk-[A-Za-z0-9]{32,255}/y, secret('an API key')],
  ['whsec_', /whsec_[A-Za-z0-9+/=]{16,255}/y, secret('a webhook secret')],
  ['xox', /xox[abeoprs]-[\w-]{10,255}/y, secret('a Slack token')],
  ['npm_', /npm_[A-Za-z0-9]{36}/y, secret('an npm token')],
  ['ya29.', /ya29\.[\w-]{20,255}/y, secret('a Google access token')],
  ['SG.', /SG\.[\w-]{16,64}\.[\w-]{16,64}/y, secret('a SendGrid key')],
  ['eyJ', /eyJ[\w-]{8,4096}\.[\w-]{8,8192}\.[\w-]{0,2048}/y, secret('a JWT')],
  ['Bearer bearer', /[Bb]earer [\w.~+/-]{16,4096}/y, secret('a bearer token')],
  ['Basic', /Basic [A-Za-z0-9+/]{10,1024}={0,2}(?![\w+/=])/y, secret('a login in an `Authorization` header')],
  ['-----BEGIN', /-----BEGIN (?:[A-Z]{2,12} ){0,3}PRIVATE KEY-----/y, secret('a private key')],
];
/** What a secret that stands at the border of a word begins with. */
export const SECRET_STARTS: readonly string[] = PATTERNS.flatMap(([starts]) => starts.split(' '));
const AT_WORD = byStart(PATTERNS);
const EMAIL_AFTER = /(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9@:/-])/y;
/** Names that no mail server has: what stands before them is a process or a login at a machine, 4711@build-3.local. */
const NO_MAIL = /\.(?:local|localdomain|localhost|lan|internal|intranet|corp|home)$/i;
const LOCAL = /[A-Za-z0-9._%+'-]{1,64}$/;
const USER_AND_PASSWORD = /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{0,100}:[^\s/:@*]{2,200}$/i;
const PHONE_PLUS = /\+[1-9](?:[ .()/-]{0,2}\d){7,14}(?![\d:])/y;
const PHONE_US = /(?:\([2-9]\d\d\) ?|[2-9]\d\d([ .-]))\d{3}[ .-]\d{4}(?![\w.-])/y;
const CARD = /\d(?:[ -]?\d){13,24}(?![\w-])/y;
const IBAN = /[A-Z]{2}\d\d(?: ?[A-Z0-9]){11,32}/y;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?$/;

/** Keyed by the first two characters: most words are passed over by that. */
function byStart(all: readonly AtWord[]) {
  const map = new Map<number, (readonly [RegExp, ShapeFound])[]>();
  for (const [starts, pattern, found] of all)
    for (const key of new Set(starts.split(' ').map((start) => keyOf(start.charCodeAt(0), start.charCodeAt(1)))))
      map.set(key, [...(map.get(key) ?? []), [pattern, found]]);
  return map;
}

const startsAt = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

/** 0 = part of a word, 1 = border, 2 = digit, 3 = upper case, 4 = `@`, 5 = `+`, 6 = `(`, 7 = lower case that something begins with. */
export const KIND = new Uint8Array(128).fill(1);
for (let c = 48; c < 58; c++) KIND[c] = 2;
for (let c = 65; c < 91; c++) KIND[c] = 3;
for (let c = 97; c < 123; c++) KIND[c] = 0;
for (const key of AT_WORD.keys()) if (KIND[key >> 7] === 0) KIND[key >> 7] = 7;
KIND[95] = 0;
KIND[64] = 4;
KIND[43] = 5;
KIND[40] = 6;

/** The first secret in a text, else the first thing that is of a person; undefined where there is nothing of either. */
export function scanText(text: string): ShapeFound | undefined {
  const length = Math.min(text.length, LONGEST);
  if (length < 6) return undefined;
  if (length === 36 && text.charCodeAt(8) === 45 && UUID.test(text)) return undefined;
  if (length <= 40 && text.charCodeAt(4) === 45 && TIME.test(text)) return undefined;
  let found: ShapeFound | undefined;
  let border = true;
  for (let i = 0; i < length; i++) {
    const c = text.charCodeAt(i);
    const kind = c < 128 ? (KIND[c] as number) : 0;
    if (kind === 0) border = false;
    else if (kind === 1) {
      if (c === 45 && text.charCodeAt(i + 1) === 45) {
        const hit = wordAt(text, i, c);
        if (hit) return hit;
      }
      border = true;
    } else {
      const hit = border || kind === 4 ? at(text, i, c, kind) : undefined;
      if (hit?.group === 'secret') return hit;
      if (hit && (!found || found.unsure)) found = hit;
      border = kind === 4 || kind === 6;
    }
  }
  return found;
}

function at(text: string, i: number, c: number, kind: number): ShapeFound | undefined {
  if (kind === 2) return digitsAt(text, i);
  if (kind === 4) return mailAt(text, i);
  if (kind === 5) return startsAt(PHONE_PLUS, text, i) === undefined ? undefined : personal('a phone number');
  if (kind === 6) return startsAt(PHONE_US, text, i) === undefined ? undefined : personal('a phone number');
  const hit = wordAt(text, i, c);
  if (hit || kind !== 3) return hit;
  const second = text.charCodeAt(i + 2);
  if (!(second >= 48 && second <= 57)) return undefined;
  const iban = startsAt(IBAN, text, i);
  return iban !== undefined && isIban(iban) ? personal('an IBAN') : undefined;
}

function wordAt(text: string, i: number, c: number): ShapeFound | undefined {
  const patterns = AT_WORD.get(keyOf(c, text.charCodeAt(i + 1)));
  if (!patterns) return undefined;
  for (const [pattern, found] of patterns) {
    const hit = startsAt(pattern, text, i);
    if (hit !== undefined && (c !== 66 || !hit.startsWith('Basic') || isLogin(hit.slice(6)))) return found;
  }
  return undefined;
}

/** `name:password` in base64 holds a colon. */
function isLogin(base64: string): boolean {
  return decodeBase64(base64)?.includes(58) ?? false;
}

function digitsAt(text: string, i: number): ShapeFound | undefined {
  const before = text.charCodeAt(i - 1);
  if (before === 45 || before === 46) return undefined;
  if (text.length - i < 12) return undefined;
  const digits = startsAt(CARD, text, i);
  const card = digits === undefined ? undefined : cardIn(digits);
  if (card !== undefined) {
    const bare = !/\D/.test(card);
    // A step of a path, or #4711: an identifier.
    if (bare && (before === 47 || before === 35)) return undefined;
    return { group: 'personal', what: 'a payment card number', ...(bare && { unsure: true }) };
  }
  const phone = startsAt(PHONE_US, text, i);
  if (phone === undefined || (phone.length !== text.length && phone.includes('.'))) return undefined;
  if (isInSeries(text, i, i + phone.length)) return undefined;
  return personal('a phone number');
}

/** One of several numbers in a row, `0 768 772 780 8192 776`; the 1 of a country apart. */
function isInSeries(text: string, from: number, to: number): boolean {
  return (
    /^[ .]\d/.test(text.slice(to, to + 2)) || /(?:^|\D)(?!1[ .])\d+[ .]$/.test(text.slice(Math.max(0, from - 12), from))
  );
}

function mailAt(text: string, i: number): ShapeFound | undefined {
  const head = text.slice(Math.max(0, i - 320), i);
  const local = LOCAL.exec(head)?.[0];
  if (USER_AND_PASSWORD.test(head)) return secret('a password in an address');
  const domain = local === undefined ? undefined : startsAt(EMAIL_AFTER, text, i + 1);
  if (local === undefined || domain === undefined || NO_MAIL.test(domain)) return undefined;
  return head.charAt(head.length - local.length - 1) === '/' ? undefined : personal('an e-mail address');
}
