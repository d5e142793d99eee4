/** Which order a stream gives. */
import type { Model, StreamModel } from '../../model/model.ts';
import { eventsOf, subjectIdOf } from './look.ts';

/** Whether its partitions are its subjects. */
function bySubject(model: Model, name: string, { partition_key }: StreamModel): boolean {
  if (partition_key === 'subject_id') return true;
  const events = eventsOf(model, name);
  return (
    partition_key !== undefined &&
    events.length > 0 &&
    events.every(([, event]) => event.subject !== undefined && subjectIdOf(model, event) === partition_key)
  );
}

/** Whether a stream promises the order that somebody needs of it. */
export function gives(model: Model, name: string, stream: StreamModel, needed: string): boolean {
  const scope = stream.ordering_scope;
  if (scope === undefined || scope === 'none') return false;
  if (scope === 'stream' || scope === needed) return true;
  const one = (needed === 'partition' || needed === 'subject') && (scope === 'partition' || scope === 'subject');
  return one && bySubject(model, name, stream);
}
