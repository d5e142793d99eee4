/** Consumers compared. One that is new leaves the events that it hears as they were (EM-002). */

import { pointer } from '../json-pointer.ts';
import type { ConsumerModel } from '../model/model.ts';
import { change, inNew, inOld } from './change.ts';
import { type DiffContext, diffNamed, entryOf, same } from './diff-parts.ts';
import { brokenRule } from './diff-rules.ts';
import { namesOf } from './versions.ts';

const JUDGED = new Set(['on']);

/** `changed`: the events, by their new names, whose payload has another structure. */
export function diffConsumers(context: DiffContext, changed: ReadonlySet<string>): void {
  const { old, now, profiles, tell } = context;
  const knownAs = (type: string) => {
    const event = entryOf(now.events, type);
    return event ? namesOf(type, event) : [type];
  };
  const hears = ({ on = {} }: ConsumerModel, type: string) =>
    Object.hasOwn(on, '*') || knownAs(type).some((name) => Object.hasOwn(on, name));
  const leaves = (name: string, before: ConsumerModel | undefined, after: ConsumerModel) => {
    const broken = brokenRule('consumer-addition-leaves-producer', profiles);
    for (const type of changed) {
      if (!hears(after, type) || (before && hears(before, type))) continue;
      const key = knownAs(type).find((known) => Object.hasOwn(after.on ?? {}, known)) ?? '*';
      tell(
        change(
          'drift',
          'producer changed for a consumer',
          inNew(pointer('consumers', name, 'on', key)),
          `\`${name}\` starts to hear \`${type}\` in the same step in which the payload of \`${type}\` changes: a consumer can be added without changing a producer. Add it to what there is, or change the event in a step of its own.`,
          broken ? [broken] : [],
        ),
      );
    }
  };
  const each = (name: string, before: ConsumerModel, after: ConsumerModel) => {
    const [a, b] = [before.on ?? {}, after.on ?? {}];
    const at = (type: string) => pointer('consumers', name, 'on', type);
    for (const [type, versions] of Object.entries(b)) {
      if (!Object.hasOwn(a, type))
        tell(change('compatible', 'consumer hears more', inNew(at(type)), `\`${name}\` now hears \`${type}\`.`));
      else if (!same(a[type], versions)) {
        const text = (list: readonly number[] | undefined) => list?.join(', ') ?? 'the current one';
        tell(
          change(
            'drift',
            'versions handled changed',
            inNew(at(type)),
            `\`${name}\` handled version ${text(a[type])} of \`${type}\` and now handles ${text(versions)}.`,
          ),
        );
      }
    }
    for (const type of Object.keys(a))
      if (!Object.hasOwn(b, type))
        tell(change('drift', 'consumer hears less', inOld(at(type)), `\`${name}\` no longer hears \`${type}\`.`));
    leaves(name, before, after);
    return JUDGED;
  };
  diffNamed(context, { section: 'consumers', noun: 'consumer', old: old.consumers, now: now.consumers }, each);
  for (const [name, consumer] of Object.entries(now.consumers))
    if (!Object.hasOwn(old.consumers, name)) leaves(name, undefined, consumer);
}
