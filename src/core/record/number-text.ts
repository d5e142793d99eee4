/** JSON number tokens as text: which of them a double would alter. */

const TOKEN = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Whether `text` is a number in JSON's grammar. */
export function isNumberToken(text: string): boolean {
  return TOKEN.test(text);
}

/**
 * Whether JSON.parse might alter a number token: more than 15 digits, or an exponent of three digits. A cheap upper bound, the same that
 * the byte scanner uses (`RecordFlag.bigNumber`); `isExact` decides.
 */
export function mayBeInexact(token: string): boolean {
  let digits = 0;
  let exponent = -1;
  for (let i = 0; i < token.length; i++) {
    const c = token.charCodeAt(i);
    if (c >= 48 && c <= 57) {
      digits++;
      if (exponent >= 0) exponent++;
    } else if (c === 101 || c === 69) exponent = 0;
  }
  return digits > 15 || exponent > 2;
}

/** `sign`, significant digits without outer zeros, and the power of ten of the last one: two tokens of equal value have equal parts. */
function decimal(token: string): string {
  const [mantissa = '', exponent = '0'] = token.toLowerCase().split('e');
  const negative = mantissa.startsWith('-');
  const [whole = '', fraction = ''] = (negative ? mantissa.slice(1) : mantissa).split('.');
  const digits = (whole + fraction).replace(/^0+/, '');
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === 48) end--;
  const significant = digits.slice(0, end);
  if (significant === '') return '0';
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return `${negative ? '-' : ''}${significant}e${power}`;
}

/** Whether the shortest print of the token's double has the token's decimal value: 0.10, 1e2 and 9007199254740992 yes, 9007199254740993 no. */
export function printsAsWritten(token: string): boolean {
  const value = Number(token);
  if (!Number.isFinite(value)) return false;
  return !mayBeInexact(token) || decimal(token) === decimal(String(value));
}

/** Whether a token may become a double: it prints as written and is no integer beyond 2^53 (those stay digits, contract §3 and §4). */
export function isExact(token: string): boolean {
  if (!mayBeInexact(token)) return true;
  return printsAsWritten(token) && !(isInteger(token) && Math.abs(Number(token)) > 2 ** 53);
}

/** An integer as written: no point, no exponent. */
export function isInteger(token: string): boolean {
  return !/[.eE]/.test(token);
}
