import type { JournalRecord } from '../../../record/record.ts';
import type { RecordRule } from '../record-rule.ts';
import { isPlainObject, kindOf } from './misfit.ts';
import { planOf, textOf } from './plan.ts';

/** Names of a record's own fields, as payloads repeat them; `same`: only where the value is the record's as well. */
const OWN: ReadonlyMap<string, { readonly field: keyof JournalRecord; readonly same: boolean }> = new Map([
  ['id', { field: 'id', same: false }],
  ['eventid', { field: 'id', same: false }],
  ['type', { field: 'type', same: true }],
  ['eventtype', { field: 'type', same: false }],
  ['timestamp', { field: 't_event', same: false }],
  ['occurredat', { field: 't_event', same: true }],
  ['eventtime', { field: 't_event', same: true }],
  ['tevent', { field: 't_event', same: true }],
  ['eventtimestamp', { field: 't_event', same: false }],
  ['correlationid', { field: 'correlation_id', same: false }],
  ['causationid', { field: 'causation_id', same: false }],
  ['version', { field: 'version', same: true }],
  ['source', { field: 'producer', same: true }],
  ['producer', { field: 'producer', same: true }],
]);

export const payloadHoldsOnlyItsOwn: RecordRule = {
  meta: {
    id: 'payload-holds-only-its-own',
    title: 'A payload is an object with what belongs to the event only',
    clauses: ['ES-018'],
    severity: { envelope: 'error', unified: 'warning' },
    targets: 'records',
    since: '0.1',
  },
  start({ model, profile, report }) {
    // Elsewhere a payload may well have an `id` of its own.
    const strict = profile === 'envelope';
    const plans = planOf(model);
    const byName = new Map<string, ReturnType<typeof OWN.get>>();
    return {
      record(at) {
        const { record } = at;
        const { payload } = record;
        if (payload === null) return;
        if (!isPlainObject(payload)) {
          report({
            at,
            field: 'payload',
            message: `The payload of \`${record.type}\` is ${kindOf(payload)}. Nothing can be added to that later without breaking its readers: record an object with named fields.`,
          });
          return;
        }
        for (const name in payload) {
          let own = byName.get(name);
          if (own === undefined) {
            if (byName.has(name)) continue;
            own = OWN.get(name.replace(/[_-]/g, '').toLowerCase());
            if (byName.size < 10_000) byName.set(name, own);
            if (own === undefined) continue;
          }
          const same = textOf(payload[name]) === textOf(record[own.field] as string | number | undefined);
          if (!same && (!strict || own.same || name === plans.get(record.type)?.idField)) continue;
          report({
            at,
            field: name,
            message: `\`${name}\` in the payload of \`${record.type}\` ${same ? 'repeats' : 'has the name of'} the record's own \`${own.field}\`. Two places for one thing will differ one day: leave it out of the payload${same ? '' : ', or name what it is of'}.`,
          });
        }
      },
    };
  },
};
