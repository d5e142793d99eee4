/** What a consumer hears, `'*'` written out. */
import type { ConsumerModel, Model } from '../../model/model.ts';

export interface Heard {
  readonly type: string;
  /** Versions that it handles; undefined = the current one. */
  readonly versions: readonly number[] | undefined;
  /** The key in `on` that says so: the type, or `'*'`. */
  readonly by: string;
}

/** Event types that the model has, or that `on` names. */
export function heardBy({ on = {} }: ConsumerModel, { events }: Model): readonly Heard[] {
  const named = Object.entries(on).flatMap(([type, versions]) => (type === '*' ? [] : [{ type, versions, by: type }]));
  if (!Object.hasOwn(on, '*')) return named;
  const versions = on['*'];
  const others = Object.keys(events).filter((type) => !Object.hasOwn(on, type));
  return [...named, ...others.map((type) => ({ type, versions, by: '*' }))];
}
