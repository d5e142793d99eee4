/** `npm run bench fold`, in a worker of Node and in one of the browser: the same fold called natively, in its compartment, and guarded, over the same events. */
import { eventOf } from '../core/replay/event.ts';
import { plainChecker } from '../core/replay/plain.ts';
// Locks the realm down.
import './realm.ts';
import { compartmentFor } from './realm-compartment.ts';
import { disguiseOf } from './realm-disguise.ts';
import { mayHide, mayOwnMore } from './realm-hidden.ts';
import { mayName } from './realm-naming.ts';

interface Order {
  readonly status: string;
  readonly total: number;
  readonly lines: number;
  readonly paid: number;
  readonly customer: string;
  readonly last: string;
  readonly notes: readonly string[];
}
interface Placed {
  readonly id: string;
  readonly payload: {
    readonly total: number;
    readonly customer: string;
    readonly items: readonly { readonly price: number }[];
  };
}
const initial: Order = Object.freeze({
  status: 'new',
  total: 0,
  lines: 0,
  paid: 0,
  customer: '',
  last: '',
  notes: Object.freeze([]),
});

/** Its text is what the compartment evaluates. */
const fold = (state: Order, event: Placed): Order => {
  let sum = 0;
  for (const item of event.payload.items) sum += item.price;
  const big = sum > 100;
  return {
    ...state,
    status: big ? 'large' : 'small',
    total: state.total + event.payload.total,
    lines: state.lines + event.payload.items.length,
    paid: Math.max(state.paid, sum),
    customer: event.payload.customer.toUpperCase(),
    last: event.id,
    notes: big ? [...state.notes.slice(-3), event.id] : state.notes,
  };
};

const EVENTS = 100_000;
const SUBJECTS = 1000;
const ROUNDS = 60;

interface Outside {
  postMessage(message: unknown): void;
}
declare const process:
  | { getBuiltinModule(name: 'node:worker_threads'): { readonly parentPort: Outside | null } }
  | undefined;
declare const self: Outside;
declare const performance: { now(): number };
const port = typeof process === 'undefined' ? undefined : process.getBuiltinModule('node:worker_threads').parentPort;
const outside = port ?? self;

const events = Array.from({ length: EVENTS }, (_, i) =>
  eventOf({
    id: `r${i}`,
    type: 'Placed',
    payload: {
      total: i % 97,
      customer: `customer ${i % 50}`,
      items: Array.from({ length: 1 + (i % 5) }, (_, n) => ({ sku: `s${n}`, price: (i * 7 + n) % 60 })),
    },
  } as unknown as Parameters<typeof eventOf>[0]),
) as unknown as readonly Placed[];

const { link, prototypes } = compartmentFor(() => undefined);
const { folds } = link(
  [{ path: 'bench.behavior.ts', code: `exports.folds = { order: ${fold.toString()} };` }],
  () => undefined,
) as unknown as { readonly folds: { readonly order: typeof fold } };

// As the realm does: one for all steps of a load.
const plain = plainChecker({ prototypes, mayHide, mayName, mayOwnMore, disguiseOf });

const timed = (step: (state: Order, event: Placed) => Order): number => {
  const states = Array.from({ length: SUBJECTS }, () => initial);
  const begin = performance.now();
  for (let i = 0; i < EVENTS; i++) {
    const event = events[i];
    if (event) states[i % SUBJECTS] = step(states[i % SUBJECTS] ?? initial, event);
  }
  return performance.now() - begin;
};
// Each way has a call site of its own: a shared one would be slow for all of them.
const ways = {
  native: () => timed((state, event) => fold(state, event)),
  compartment: () => timed((state, event) => folds.order(state, event)),
  guarded: () => timed((state, event) => plain(folds.order(state, event), 'state', state as never) as unknown as Order),
};
/** Many short rounds, taken in turn, so that what else the machine does is spread over all ways. */
const rounds = { native: [] as number[], compartment: [] as number[], guarded: [] as number[] };
for (let round = 0; round < ROUNDS; round++)
  for (const way of ['native', 'compartment', 'guarded'] as const) rounds[way].push(ways[way]());
const median = (of: readonly number[]) => of.toSorted((a, b) => a - b)[of.length >> 1] ?? Number.NaN;
const native = median(rounds.native);
outside.postMessage({
  bench: {
    events: EVENTS,
    native,
    compartment: native / median(rounds.compartment),
    guarded: native / median(rounds.guarded),
  },
});
