/** Models as large as asked, in which every section grows alike. */

/**
 * The text of a model of `size` event types. `broken`: each part lacks or breaks what a rule looks for; `crowded`: all share one stream, one
 * subject and one service.
 */
export function bigModel(size: number, style: 'kept' | 'broken' | 'crowded'): string {
  const broken = style === 'broken';
  const tenth = style === 'crowded' ? 1 : Math.ceil(size / 10);
  const every = (n: number, make: (i: number) => string) =>
    Array.from({ length: Math.ceil(size / n) }, (_, i) => `  ${make(i)}\n`).join('');
  const ACTIONS = ['Placed', 'Corrected', 'Approved', 'SendRequested', 'Pending', 'Create', 'Updated', 'DecisionMade'];
  const type = (i: number) => `Thing${i}${ACTIONS[i % ACTIONS.length]}`;
  const heard = (i: number) => type(i * 2);
  const stream = (i: number) =>
    broken
      ? `stream${i}: { description: All events across all things${i} are delivered exactly once., derives_from: [stream${(i + 1) % tenth}], invariants: [{ says: thing${i} follows thing${i + 1} }] }`
      : `stream${i}: { record_kind: FACT, partition_key: thing_id, ordering_scope: partition, retention: 90d, time: { t_event: record }, idempotency: { strategy: record_id } }`;
  const event = (i: number) => {
    const own = `stream: stream${i % tenth}, subject: thing${i % tenth}, producer: service${i % tenth}, version: 1, owner: core, replay_intent: audit_only, classification: internal`;
    const field = broken ? '{ type: string, sensitive: health }' : 'string';
    const where = broken ? (i % 2 === 0 ? 'visibility: internal' : `stream: stream${i % tenth}`) : own;
    return `${type(i)}: { ${where}, description: Thing ${i} changed., payload: { thing_id: uuid, note${i}: ${field} } }`;
  };
  const command = (i: number) =>
    `DoThing${i}: { mutates: true, subject: thing${i % tenth}, emits: [${heard(i)}], rejects: ${broken ? '[NO]' : `{ NO: ${type(i)} }`}, payload: { thing_id: uuid } }`;
  const consumer = (i: number) =>
    `consumer${i}: { service: service${(i + 1) % tenth}, kind: ${i % 3 === 0 ? 'ai' : 'workflow'}, on: { ${type(i * 5)}: [1] }, ordering: subject, issues: [DoThing${i}]${broken ? ', effects: [{ name: send_mail }]' : ', dedupe_by: id, unknown_version: park'} }`;
  return `factline: 1
model: big
services:
${every(10, (i) => `service${i}: { owns: [thing${i}] }`)}subjects:
${every(10, (i) => `thing${i}: { id: thing_id }`)}policies:
${every(10, (i) => `policy${i}: { description: A person decides., recorded_by: ${type(i * 10)} }`)}systems:
${every(10, (i) => `system${i}: { version: 1.0.0 }`)}streams:
${every(10, stream)}events:
${every(1, event)}commands:
${every(2, command)}projections:
${every(5, (i) => `projection${i}: { on: [${type(i * 5)}], key: thing_id, horizon: 400d }`)}consumers:
${every(5, consumer)}screens:
${every(10, (i) => `screen${i}: { reads: [projection${i}], issues: [DoThing${i}]${broken ? ', writes: [thing.note]' : ''} }`)}precedence:
${every(10, (i) => `precedence${i}: { every: ${type(i * 10)}, needs: ${type(i * 10 + 1)}, within: subject }`)}migrations:
${every(10, (i) => `migration${i}: { event: ${type(i * 10)}, from: 1, to: 2${broken ? '' : ', plan: dual emit'} }`)}`;
}
