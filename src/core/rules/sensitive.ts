/** What field names say of their values: secrets, and data of people. One sense for models and records. */
import type { FieldModel } from '../model/model.ts';
import { elementOf } from './fields.ts';
import { senseOf } from './records/content/senses.ts';

/** A name that holds what must never be recorded. */
export function namesSecret(field: string): boolean {
  const { secret, about } = senseOf(field);
  return secret === 'sure' && about !== true;
}

/** What a field holds of a person, as it stands in a sentence; undefined where it holds nothing of one. */
export function personalOf(name: string, field: FieldModel): string | undefined {
  const { type } = elementOf(field);
  if (type === 'email') return 'an e-mail address';
  return type === 'boolean' || type === 'integer' || type === 'number' ? undefined : senseOf(name).personal;
}

export const isHealth = (name: string): boolean => {
  const { health, about } = senseOf(name);
  return health === true && about !== true;
};
