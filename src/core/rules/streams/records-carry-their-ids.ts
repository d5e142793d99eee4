import { pointer } from '../../json-pointer.ts';
import type { Report, Rule } from '../rule.ts';
import { eventsOf, streamOf } from './look.ts';

const NEEDED = ['correlation_id', 'causation_id', 'idempotency_key'] as const;
type Needed = (typeof NEEDED)[number];

export const recordsCarryTheirIds: Rule = {
  meta: {
    id: 'records-carry-their-ids',
    title: 'Every record carries its correlation, its cause and a key against repeats',
    clauses: ['EM-045', 'EM-085'],
    severity: { eventing: 'error' },
    targets: 'model',
    since: '0.1',
  },
  stream(name, { requires }, { model, report }) {
    const events = eventsOf(model, name);
    const missing = NEEDED.filter(
      (id) =>
        !(requires ?? []).includes(id) &&
        (events.length === 0 || events.some(([, event]) => !(event.requires ?? []).includes(id))),
    );
    if (missing.length > 0) report(lacks(pointer('streams', name), `stream \`${name}\``, requires, missing));
  },
  event(name, event, { model, report }) {
    if (streamOf(model, event) !== undefined) return;
    const missing = NEEDED.filter((id) => !(event.requires ?? []).includes(id));
    if (missing.length > 0) report(lacks(pointer('events', name), `\`${name}\``, event.requires, missing));
  },
};

function lacks(at: string, what: string, requires: readonly string[] | undefined, missing: readonly Needed[]): Report {
  const value = `[${[...(requires ?? []), ...missing].join(', ')}]`;
  const chain = missing.some((id) => id !== 'idempotency_key');
  const repeats = missing.some((id) => id !== 'causation_id');
  return {
    pointer: requires === undefined ? at : `${at}/requires`,
    clauses: [...(chain ? ['EM-045'] : []), ...(repeats ? ['EM-085'] : [])],
    message: `Records of ${what} need not carry ${missing.map((id) => `\`${id}\``).join(', ')}. Without these nobody can follow what led to what, or recognise a repeat: list them in \`requires\`.`,
    fix: {
      title: `Require ${missing.join(', ')}`,
      ...(requires === undefined
        ? { insert: { into: at, key: 'requires', value } }
        : { replace: { at: `${at}/requires`, value } }),
    },
  };
}
