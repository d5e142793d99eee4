/** Options that several commands have, read the same way by each. What a command has no use for is refused, never ignored. */
import type { Finding } from '../core/finding.ts';
import { type CliArgs, UsageError } from './command.ts';

const RANK = { info: 0, warning: 1, error: 2 } as const;
export type FailOn = keyof typeof RANK;

/** The text of an option; undefined where it was not given. */
export const textOf = (value: CliArgs['values'][string]): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** All texts of an option that may be given several times. */
export const textsOf = (value: CliArgs['values'][string]): readonly string[] =>
  typeof value === 'object' ? value.map(String) : typeof value === 'string' ? [value] : [];

/** `a`, `a or b`, `a, b or c` */
const either = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

/** `--format`: one of those that the command has, the first unless it is given. */
export function formatOf<F extends string>(values: CliArgs['values'], formats: readonly [F, ...F[]]): F {
  const given = values.format ?? formats[0];
  const found = formats.find((format) => format === given);
  if (found === undefined) throw new UsageError(`--format is ${either(formats)}, not ${String(given)}`);
  return found;
}

/** `--fail-on`: the lowest severity that makes the exit status 1; `error` unless it is given. */
export function failOnOf(values: CliArgs['values']): FailOn {
  const given = values['fail-on'] ?? 'error';
  if (given !== 'info' && given !== 'warning' && given !== 'error')
    throw new UsageError(`--fail-on is info, warning or error, not ${String(given)}`);
  return given;
}

/** The exit status of a command whose whole answer is problems. */
export const statusOf = (findings: readonly Finding[], failOn: FailOn): 0 | 1 =>
  findings.some(({ severity }) => RANK[severity] >= RANK[failOn]) ? 1 : 0;

/** Throws a UsageError for a shared option that is given though the command has no use for it; `why` says what holds instead. */
export function refuse(
  values: CliArgs['values'],
  command: string,
  why: Readonly<Partial<Record<'format' | 'fail-on', string>>>,
): void {
  for (const [name, reason] of Object.entries(why))
    if (values[name] !== undefined) throw new UsageError(`${command} takes no --${name}: ${reason}`);
}

/** A whole number of an option. */
export function numberOf(values: CliArgs['values'], name: string, otherwise: number): number {
  const given = textOf(values[name]);
  if (given === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(given)) throw new UsageError(`--${name} takes a whole number, not ${given}`);
  return Number(given);
}
