/** Why a handler threw or came out differently, found by running it once more with its hands free. */
import type { JsonValue } from '../record/record.ts';
import type { Behavior } from '../replay/behavior.ts';
import { type Call, runCall } from '../replay/calls.ts';
import { type Change, changesOf } from '../replay/changes.ts';
import type { BehaviorEvent } from '../replay/event.ts';
import type { ReplayHost } from '../replay/step.ts';
import type { ReplayError } from '../replay/view.ts';
import { OUTSIDE_NAMES, outsideKind } from '../rules/behavior/outside.ts';
import { copyOf } from './clone.ts';
import type { Cause, CauseKind, Place, Reach } from './prove.types.ts';

/** `folds.order.on.OrderPlaced` */
export const handlerName = ({ kind, name, on }: Pick<Call, 'kind' | 'name' | 'on'>): string =>
  `${kind}s.${name}.on.${/^[\w$]+$/.test(on) ? on : `'${on}'`}`;

/** What JavaScript has elsewhere and the sandbox takes away, besides what is outside of all code. */
const LACKING =
  `Promise Proxy WeakMap WeakSet WeakRef FinalizationRegistry ArrayBuffer SharedArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray
  Int16Array Uint16Array Int32Array Uint32Array Float16Array Float32Array Float64Array BigInt64Array BigUint64Array Atomics WebAssembly
  Function Iterator AsyncIterator Intl TextEncoder TextDecoder Worker postMessage Buffer`.split(/\s+/);

/** Names that proofs listen for; in the sandbox there is nothing under them. */
export const LISTENED: readonly string[] = [...OUTSIDE_NAMES, ...LACKING].filter(
  (name) => !['globalThis', 'require', 'eval'].includes(name),
);

/** What reading a name that is not there amounts to. */
export function kindOfReach(name: string): Reach['kind'] {
  const outside = outsideKind(name);
  return outside === 'the clock' ? 'clock' : outside === 'randomness' ? 'randomness' : 'outside';
}

const placeOf = ({ file, line }: { readonly file?: string; readonly line?: number }): { readonly at?: Place } =>
  file === undefined || line === undefined ? {} : { at: { file, line } };

/** Whether an error comes of reaching for something: the sandbox refused it, or it was not there. */
export function isOfReach({ code, message, file, line }: ReplayError, reach: Reach): boolean {
  if (code !== 'throw') return false;
  if (/there is no (?:clock|randomness) in behavior/.test(message)) return reach.kind !== 'outside';
  // What is not there is undefined; a chain of calls may go on over a few lines.
  return (
    /undefined|is not (?:a function|a constructor|iterable|defined)/.test(message) &&
    (reach.line === undefined || line === undefined || (reach.file === file && Math.abs(reach.line - line) <= 3))
  );
}

const SAID: Readonly<Record<Reach['kind'], string>> = {
  clock: 'It asks for the present. Use `event.t_event`.',
  randomness: 'It asks for a random number. Let the event carry the value.',
  outside: 'It reaches for what is no part of the log. Let the event carry what it needs.',
};

export function causeOfReach(reach: Reach, handler: string): Cause {
  return { kind: reach.kind, says: `\`${reach.what}\`: ${SAID[reach.kind]}`, handler, ...placeOf(reach) };
}

const REFUSED_WRITE = /read.only|not extensible|Cannot (?:assign|delete|add|define|redefine)|not configurable/i;

/** Runs once what threw, over copies that may be written to: what it wrote to is what it must not. */
export type Rerun = (
  event: BehaviorEvent,
  before: JsonValue | undefined,
) => { readonly error?: ReplayError | undefined };

export function causeOfThrow(
  error: ReplayError,
  handler: string,
  event: BehaviorEvent,
  before: JsonValue | undefined,
  rerun: Rerun,
): Cause | undefined {
  const { code, message } = error;
  if (code !== 'throw' || !REFUSED_WRITE.test(message)) return undefined;
  const said = (kind: CauseKind, says: string): Cause => ({ kind, says, handler, ...placeOf(error) });
  const loose = { ...event, payload: copyOf(event.payload) };
  const freely = rerun(loose, before);
  const { payload: _, ...envelope } = event;
  const written = [
    ...changesOf({ payload: event.payload }, { payload: loose.payload }),
    ...Object.keys({ ...envelope, ...loose })
      .filter((key) => key !== 'payload' && !Object.is(Reflect.get(event, key), Reflect.get(loose, key)))
      .map((key): Change => ({ path: [key], kind: 'changed' })),
  ];
  if (written.length > 0 || !freely.error)
    return said(
      'mutation of the event',
      `It writes to \`${['event', ...(written[0]?.path ?? [])].join('.')}\`. Events are facts: copy what you change.`,
    );
  if (before !== undefined) {
    const state = copyOf(before);
    const withState = rerun(event, state);
    const changes = changesOf(before, state);
    if (changes.length > 0 || !withState.error)
      return said(
        'mutation of the state',
        `It writes to \`${['state', ...(changes[0]?.path ?? [])].join('.')}\` itself. Return a new state: \`{ ...state, … }\`.`,
      );
  }
  return said(
    'shared state',
    'It writes to what stands at the top of a file, which outlives the call. Keep everything in the returned value.',
  );
}

export const rerunCall =
  (host: ReplayHost, behavior: Behavior, call: Call, slot: number): Rerun =>
  (event, before) =>
    runCall(host, behavior, call, { slot, event }, before);
