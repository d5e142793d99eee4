/** Durations: ISO 8601 (`PT3H`, `P3M`) and the short form of models (`90d`, `12h`). A month counts 30 days, a year 365 (contract §7). */

const SECOND = 1_000_000;
const UNITS = {
  Y: 365 * 86_400 * SECOND,
  M: 30 * 86_400 * SECOND,
  W: 7 * 86_400 * SECOND,
  D: 86_400 * SECOND,
  H: 3600 * SECOND,
  MIN: 60 * SECOND,
  S: SECOND,
} as const;
const SHORT = {
  y: UNITS.Y,
  mo: UNITS.M,
  w: UNITS.W,
  d: UNITS.D,
  h: UNITS.H,
  m: UNITS.MIN,
  min: UNITS.MIN,
  s: UNITS.S,
  ms: 1000,
};
const ISO =
  /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Microseconds of a duration; undefined where the text is none. */
export function parseDuration(text: string): number | undefined {
  const short = /^(\d+)(y|mo|w|d|h|min|ms|m|s)$/.exec(text);
  if (short) return Number(short[1]) * SHORT[short[2] as keyof typeof SHORT];
  const iso = ISO.exec(text);
  if (!iso) return undefined;
  const sizes = [UNITS.Y, UNITS.M, UNITS.W, UNITS.D, UNITS.H, UNITS.MIN, UNITS.S];
  return sizes.reduce((sum, size, i) => sum + Math.round(Number(iso[i + 1] ?? 0) * size), 0);
}

/** Microseconds as ISO 8601: `PT3H`, `P1DT0.5S`, `-PT2S`. Days are the largest unit, so that the text means one length only. */
export function formatDuration(micros: number): string {
  const size = Math.abs(micros);
  const days = Math.floor(size / UNITS.D);
  const hours = Math.floor((size % UNITS.D) / UNITS.H);
  const minutes = Math.floor((size % UNITS.H) / UNITS.MIN);
  const rest = size % UNITS.MIN;
  const seconds = rest === 0 ? '' : `${Math.floor(rest / SECOND)}${fraction(rest % SECOND)}S`;
  const time = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${seconds}`;
  const text = `${days > 0 ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`;
  return `${micros < 0 ? '-' : ''}P${text === '' ? 'T0S' : text}`;
}

/** Microseconds for people: `1 h`, `2 h 0.4 s`, `-3 d 1 min`. */
export function durationText(micros: number): string {
  const size = Math.abs(micros);
  const rest = size % UNITS.MIN;
  const parts = [
    [Math.floor(size / UNITS.D), 'd'],
    [Math.floor((size % UNITS.D) / UNITS.H), 'h'],
    [Math.floor((size % UNITS.H) / UNITS.MIN), 'min'],
  ] as const;
  const small = size < SECOND && rest > 0;
  const text = [
    ...parts.flatMap(([n, unit]) => (n > 0 ? [`${n} ${unit}`] : [])),
    ...(small ? [`${rest / 1000} ms`] : rest > 0 ? [`${Math.floor(rest / SECOND)}${fraction(rest % SECOND)} s`] : []),
  ].join(' ');
  return `${micros < 0 ? '-' : ''}${text === '' ? '0 s' : text}`;
}

function fraction(micros: number): string {
  return micros === 0 ? '' : `.${String(micros).padStart(6, '0').replace(/0+$/, '')}`;
}
