/** Numbers that check themselves: payment cards (ISO/IEC 7812) and IBANs (ISO 13616). */

const BRANDS =
  /^(?:4\d{15}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|35\d{14}|6(?:011|5\d\d|4[4-9]\d)\d{12})$/;

/** Text that begins with the digits of a card, spaces or dashes between them; what follows after a separator (a date) is none of it. */
export function cardIn(text: string): string | undefined {
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    if (!isDigit(text.charCodeAt(i))) continue;
    digits++;
    if (digits < 14 || isDigit(text.charCodeAt(i + 1))) continue;
    const card = text.slice(0, i + 1);
    if (isCard(card)) return card;
  }
  return undefined;
}
const isDigit = (c: number): boolean => c >= 48 && c <= 57;

/** As cards are printed: in one, 4-4-4-4, 4-6-5 or 4-6-4. Other numbers in a row are no card. */
const PRINTED = /^(?:\d+|\d{4}([ -])\d{4}\1\d{4}\1\d{4}|\d{4}([ -])\d{6}\2\d{4,5})$/;

function isCard(text: string): boolean {
  if (!PRINTED.test(text)) return false;
  const digits = text.replace(/\D/g, '');
  if (!BRANDS.test(digits) || /^(\d)\1+$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const twice = i % 2 === 1 ? digit * 2 : digit;
    sum += twice > 9 ? twice - 9 : twice;
  }
  return sum % 10 === 0;
}

const LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    'AD24AE23AT20AZ28BA20BE16BG22BH22BR29CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IS26' +
    'IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SE24SI19SK24SM27TN24TR26UA29VA22XK20'
  )
    .match(/[A-Z]{2}\d\d/g)
    ?.map((entry) => [entry.slice(0, 2), Number(entry.slice(2))] as const),
);

/** Text that begins with an IBAN; words may follow. */
export function isIban(text: string): boolean {
  const length = LENGTHS.get(text.slice(0, 2));
  if (length === undefined) return false;
  let end = 0;
  let plain = '';
  for (; end < text.length && plain.length < length; end++) if (text[end] !== ' ') plain += text[end];
  if (plain.length !== length || (end < text.length && text[end] !== ' ')) return false;
  let rest = 0;
  for (const letter of plain.slice(4) + plain.slice(0, 4)) {
    const value = letter >= 'A' ? letter.charCodeAt(0) - 55 : letter.charCodeAt(0) - 48;
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
  }
  return rest === 1;
}
