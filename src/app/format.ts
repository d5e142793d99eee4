/** Numbers and counts as every panel shows them. */

/** Made once: `toLocaleString` looks its locale up at each call. */
const digits = new Intl.NumberFormat('en');

export const number = (n: number): string => digits.format(n);
export const plural = (n: number, one: string, many = `${one}s`): string => `${number(n)} ${n === 1 ? one : many}`;

/** A moment, in milliseconds since 1970, as the reader's clock has it. */
export const moment = (at: number): string =>
  new Date(at).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'medium' });

/** Its day. */
export const day = (at: number): string => new Date(at).toLocaleDateString('en', { dateStyle: 'medium' });

/** Bytes as `1.3 MB`, decimal units. */
export function bytes(n: number): string {
  if (n < 1000) return `${n} B`;
  const units = ['kB', 'MB', 'GB', 'TB'] as const;
  let value = n / 1000;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}
