/** Streams compared: a stream keeps the kind of record that it was declared for (HL-002). */

import { pointer } from '../json-pointer.ts';
import type { StreamModel } from '../model/model.ts';
import { change, inNew, inOld } from './change.ts';
import { type DiffContext, driftOf, entryOf } from './diff-parts.ts';
import { brokenRule } from './diff-rules.ts';

const JUDGED = new Set(['record_kind', 'partition_key', 'ordering_scope']);

/** What a reader of a stream counts on: which records stand together, and how far their order goes. */
function orderOf(context: DiffContext, name: string, old: StreamModel, now: StreamModel): void {
  for (const key of ['partition_key', 'ordering_scope'] as const) {
    const [before, after] = [old[key], now[key]];
    if (before === after) continue;
    const at = pointer('streams', name, key);
    // Where nothing was promised nothing drifts.
    const judged = before !== undefined && before !== 'none';
    context.tell(
      change(
        'drift',
        `${key} changed`,
        after === undefined ? inOld(at) : inNew(at),
        `\`${key}\` of the stream \`${name}\` was ${before ?? 'not declared'} and is ${after ?? 'not declared'}${judged ? ': what stood in order before does no more, and its readers are not told. Leave the stream as it was, and add another' : ''}.`,
        judged ? [brokenRule('stream-meaning-stable', context.profiles) ?? []].flat() : [],
      ),
    );
  }
}

function kindOf(context: DiffContext, name: string, old: StreamModel, now: StreamModel): void {
  const [before, after] = [old.record_kind, now.record_kind];
  if (before === after) return;
  const at = pointer('streams', name, 'record_kind');
  if (before === undefined) {
    context.tell(change('drift', 'record_kind declared', inNew(at), `\`${name}\` is now declared to hold ${after}.`));
    return;
  }
  context.tell(
    change(
      'drift',
      'record_kind changed',
      after === undefined ? inOld(at) : inNew(at),
      `\`${name}\` held ${before} and now holds ${after ?? 'what nobody declares'}: its old records say something else than its new ones. Leave \`${name}\` as it was and add a stream for the other records.`,
      [brokenRule('stream-meaning-stable', context.profiles) ?? []].flat(),
    ),
  );
}

/** A stream may go where all that it held moved to new streams. */
function removed(context: DiffContext, name: string): void {
  const { old, now, profiles, tell } = context;
  const held = Object.entries(old.events).filter(([, event]) => event.stream === name);
  const lost = held.filter(([event]) => {
    const stream = entryOf(now.events, event)?.stream;
    return stream === undefined || Object.hasOwn(old.streams, stream);
  });
  const asked =
    profiles.includes('hless') && lost.length > 0 ? brokenRule('stream-meaning-stable', ['hless']) : undefined;
  tell(
    change(
      'breaking',
      'stream removed',
      inOld(pointer('streams', name)),
      `The stream \`${name}\` is gone${held.length > 0 ? `, which held ${held.map(([event]) => `\`${event}\``).join(', ')}` : ''}: whoever reads it reads nothing more. Keep it for what it holds, and add a stream for what is new.`,
      asked ? [asked] : [],
    ),
  );
}

export function diffStreams(context: DiffContext): void {
  const { old, now, tell } = context;
  for (const [name, stream] of Object.entries(now.streams)) {
    const at = pointer('streams', name);
    const before = entryOf(old.streams, name);
    if (!before) {
      tell(change('compatible', 'stream added', inNew(at), `The stream \`${name}\` is new.`));
      continue;
    }
    kindOf(context, name, before, stream);
    orderOf(context, name, before, stream);
    driftOf(context, `the stream \`${name}\``, { old: at, now: at }, [before, stream], JUDGED);
  }
  for (const name of Object.keys(old.streams)) if (!Object.hasOwn(now.streams, name)) removed(context, name);
}
