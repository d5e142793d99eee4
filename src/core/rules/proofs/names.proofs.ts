/** Clauses on how types are named. */
import type { Proof } from './proof.ts';

const orders = (name: string) => `
streams:
  orders: { record_kind: FACT, partition_key: order_id, ordering_scope: partition, retention: 90d, time: { t_event: record } }
events:
  ${name}: { stream: orders, payload: { order_id: uuid } }
`;

export const PROOFS: readonly Proof[] = [
  {
    clause: 'HL-053',
    violates: { model: orders('OrderPending') },
    satisfies: { model: orders('OrderPlaced') },
  },
];
