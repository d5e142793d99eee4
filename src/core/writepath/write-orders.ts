/** In which order, and in which transactions, a system writes what a command decided. Three are sound; the others are the ways in which systems go wrong. */
import type { Model } from '../model/model.ts';
import { SETTINGS } from '../rules/profiles.ts';

/** `append`: to the journal. `apply`: to the projections. `emit`: to the transport. `answer`: to whoever asked. */
export type Action = 'append' | 'apply' | 'emit' | 'answer';
export interface WriteOrder {
  readonly name: WriteOrderName;
  readonly says: string;
  /** Each list is one transaction: a crash within it undoes its append and apply. What was emitted or answered cannot be undone. */
  readonly transactions: readonly (readonly Action[])[];
  /** What is emitted is read from the journal by a relay that goes on where it stopped, and nobody waits for it. */
  readonly outbox: boolean;
}

export const WRITE_ORDER_NAMES = [
  'append, apply',
  'one transaction',
  'commit, emit',
  'apply, append',
  'answer, append',
  'emit, commit',
  'emit within',
  'emit without outbox',
] as const;
export type WriteOrderName = (typeof WRITE_ORDER_NAMES)[number];

const order = (
  name: WriteOrderName,
  says: string,
  transactions: WriteOrder['transactions'],
  outbox: boolean,
): WriteOrder => ({ name, says, transactions, outbox });

export const WRITE_ORDERS: readonly WriteOrder[] = [
  order(
    'append, apply',
    'the event is durable, then it is applied in a transaction of its own',
    [['append'], ['apply'], ['answer'], ['emit']],
    true,
  ),
  order(
    'one transaction',
    'state and event are written together, or neither is',
    [['append', 'apply'], ['answer'], ['emit']],
    true,
  ),
  order(
    'commit, emit',
    'the change and its event are committed, then a relay emits the event',
    [['apply', 'append'], ['answer'], ['emit']],
    true,
  ),
  order(
    'apply, append',
    'the state is written first, and its event after it',
    [['apply'], ['append'], ['answer'], ['emit']],
    true,
  ),
  order(
    'answer, append',
    'the answer is given before anything is durable',
    [['answer'], ['append'], ['apply'], ['emit']],
    true,
  ),
  order(
    'emit, commit',
    'the event is emitted before the change is committed',
    [['emit'], ['append', 'apply'], ['answer']],
    false,
  ),
  order(
    'emit within',
    'the event is emitted within the transaction that may still be undone',
    [['append', 'apply', 'emit'], ['answer']],
    false,
  ),
  order(
    'emit without outbox',
    'the request emits the event itself after the commit',
    [['append', 'apply'], ['emit'], ['answer']],
    false,
  ),
];

export const writeOrder = (name: WriteOrderName): WriteOrder =>
  WRITE_ORDERS.find((one) => one.name === name) ?? (WRITE_ORDERS[0] as WriteOrder);

/** What a model's first profile asks for (contract §2). */
export function orderOfModel({ profiles }: Model): WriteOrder {
  const asked = profiles.map((profile) => SETTINGS[profile].writeOrder).find((setting) => setting !== undefined);
  return writeOrder(
    asked === 'state and event in one transaction'
      ? 'one transaction'
      : asked === 'commit, emit'
        ? 'commit, emit'
        : 'append, apply',
  );
}
