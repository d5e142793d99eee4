/** What field names say of their values: secrets, and data of people. One sense for models and records. */
import type { FieldModel } from '../model/model.ts';
import { elementOf } from './fields.ts';
import { senseOf } from './records/content/senses.ts';

/** A name that holds what must never be recorded. */
export function namesSecret(field: string): boolean {
  const { secret, about } = senseOf(field);
  return secret === 'sure' && about !== true;
}

/** Names of text that alone are most often a secret, and sometimes a piece in a game. */
const BARE: ReadonlySet<string> = new Set(['token', 'pin', 'bearer', 'authorization', 'cookie', 'credential']);

export const mayNameSecret = (name: string, { type }: FieldModel): boolean =>
  type === 'string' && BARE.has(name.toLowerCase());

/** What is known of a person by a number. */
const NUMBERS: ReadonlySet<string> = new Set([
  'somebody’s income',
  'a social security number',
  'an identity number',
  'a tax number',
  'a payment card',
  'a phone number',
]);

/** What a field holds of a person, as it stands in a sentence; undefined where it holds nothing of one. */
export function personalOf(name: string, field: FieldModel): string | undefined {
  const { type } = elementOf(field);
  if (type === 'email') return 'an e-mail address';
  const { personal } = senseOf(name);
  if (type === 'integer' || type === 'number')
    return personal !== undefined && NUMBERS.has(personal) ? personal : undefined;
  return type === 'boolean' ? undefined : personal;
}

export const isHealth = (name: string): boolean => {
  const { health, about } = senseOf(name);
  return health === true && about !== true;
};
