/** Which order a stream gives. */
import type { Model, StreamModel } from '../../model/model.ts';
import { perModel } from '../per-model.ts';
import { eventsOf, subjectIdOf } from './look.ts';

/** The streams whose partitions are their subjects. */
const bySubject = perModel((model): ReadonlySet<string> => {
  const all = Object.entries(model.streams).filter(([name, { partition_key: key }]) => {
    const events = eventsOf(model, name);
    const spread = events.every(([, event]) => event.subject !== undefined && subjectIdOf(model, event) === key);
    return key === 'subject_id' || (key !== undefined && events.length > 0 && spread);
  });
  return new Set(all.map(([name]) => name));
});

/** Whether a stream promises the order that somebody needs of it. */
export function gives(model: Model, name: string, stream: StreamModel, needed: string): boolean {
  const scope = stream.ordering_scope;
  if (scope === undefined || scope === 'none') return false;
  if (scope === 'stream' || scope === needed) return true;
  const one = (needed === 'partition' || needed === 'subject') && (scope === 'partition' || scope === 'subject');
  return one && bySubject(model).has(name);
}
