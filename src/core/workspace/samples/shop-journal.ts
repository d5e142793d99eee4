/** A morning of the shop sample: 60 orders as its model declares them, with three small faults to find (a hole, a redelivery, a late record). */

const START = Date.UTC(2026, 2, 2, 8, 0, 0);
const ORDERS = 60;

const uuid = (n: number) => `0b6c0a4e-0f5f-4d5e-9a51-${n.toString(16).padStart(12, '0')}`;
const iso = (millis: number) => new Date(millis).toISOString();

interface Entry {
  readonly type: string;
  readonly stream: string;
  readonly kind: string;
  readonly version: number;
  readonly order: number;
  readonly at: number;
  readonly delay: number;
  readonly cause: string | undefined;
  readonly payload: object;
}

function* entries(): Generator<Entry> {
  for (let order = 1; order <= ORDERS; order++) {
    const at = START + order * 47_000;
    const total = 5 + ((order * 37) % 90);
    const email = `customer${order % 17}@example.org`;
    const order_id = uuid(order);
    const request = `${order}-request`;
    const fact = { stream: 'orders', kind: 'FACT', order, delay: 400 };
    const ask = { stream: 'order_requests', kind: 'INTENT', version: 1, order, delay: 120, cause: undefined };
    yield { ...ask, type: 'OrderPlacementRequested', at, payload: { order_id, total, email } };
    if (order % 11 === 0) {
      yield {
        ...fact,
        type: 'OrderPlacementRejected',
        version: 1,
        at: at + 900,
        cause: request,
        payload: { order_id, reason: 'this order was placed already' },
      };
      continue;
    }
    yield {
      ...fact,
      type: 'OrderPlaced',
      version: 2,
      at: at + 900,
      cause: request,
      payload: { order_id, placed_at: iso(at + 900), total, email },
    };
    if (order % 3 === 0) continue;
    const carrier = order % 2 === 0 ? 'dhl' : 'ups';
    const later = at + 600_000 + (order % 7) * 60_000;
    yield { ...ask, type: 'OrderShipmentRequested', at: later, payload: { order_id, carrier } };
    yield {
      ...fact,
      type: 'OrderShipped',
      version: 1,
      at: later + 1500,
      cause: request,
      payload: { order_id, carrier },
    };
  }
}

/** NDJSON with its header. Sequences count per partition: a stream and an order. */
export function shopJournal(): string {
  const sorted = [...entries()].sort((a, b) => a.at - b.at);
  const sequences = new Map<string, number>();
  const lines = [
    JSON.stringify({
      factline: 1,
      journal: 'shop',
      sequence: { per: 'partition', base: 1 },
      identity: ['id'],
      state: 'complete',
    }),
  ];
  sorted.forEach(({ type, stream, kind, version, order, at, delay, cause, payload }, n) => {
    const partition = `${stream}/${uuid(order)}`;
    // A hole: order 8's shipment takes number 3, as if something before it was lost.
    const skipped = type === 'OrderShipped' && order === 8 ? 1 : 0;
    const sequence = (sequences.get(partition) ?? 0) + 1 + skipped;
    sequences.set(partition, sequence);
    const late = type === 'OrderPlaced' && order === 20 ? 2 * 3_600_000 : 0;
    const id = type === 'OrderPlacementRequested' ? `${order}-request` : `${order}-${type}`;
    const line = JSON.stringify({
      id,
      type,
      version,
      kind,
      stream,
      subject_type: 'order',
      subject_id: uuid(order),
      sequence,
      partition,
      position: n + 1,
      t_event: iso(at - late),
      t_log: iso(at + delay),
      t_process: iso(at + delay + 700 + (n % 5) * 300),
      producer: 'shop',
      actor_type: 'customer',
      actor_id: `customer${order % 17}`,
      correlation_id: `order-${order}`,
      ...(cause !== undefined && { causation_id: cause }),
      classification: kind === 'INTENT' || type === 'OrderPlaced' ? 'personal' : 'internal',
      payload,
    });
    lines.push(line);
    if (type === 'OrderPlaced' && order === 5) lines.push(line);
  });
  return `${lines.join('\n')}\n`;
}
