import { FIELD_NAMES } from '../../../record/fields.ts';
import type { JournalRecord } from '../../../record/record.ts';
import { eventsOf } from '../events-of.ts';
import { byTwo } from '../memo.ts';
import type { RecordContext, RecordRule, SeenRecord } from '../record-rule.ts';
import { FIELD_CLAUSES, holds, rawOf } from './fields.ts';
import { timeFieldOf } from './payload-time-is-record-time.ts';
import { valueAt } from './value-at.ts';

const clausesOf = (field: string) => FIELD_CLAUSES.get(field) ?? [];
const known = new Set<string>(FIELD_NAMES);

interface Demand {
  readonly field: string;
  readonly isMet: (at: SeenRecord) => boolean;
}

/** What the profile asks of every record, then what the type's stream and event require of theirs. */
function demands({ model, settings }: RecordContext): (type: string, stream: string | undefined) => readonly Demand[] {
  const always = [
    ...settings.fields.map((field) => field.replace(/:.*$/, '')),
    ...settings.times.filter((time) => time !== 'processing'),
  ];
  return byTwo((type, stream = '') => {
    const event = model && eventsOf(model).get(type)?.event;
    const home = event?.stream ?? stream;
    const requires = model && Object.hasOwn(model.streams, home) ? model.streams[home]?.requires : undefined;
    const own = [...(requires ?? []), ...(event?.requires ?? [])].filter((field) => known.has(field));
    return [...new Set([...always, ...own])].map((field) => ({ field, isMet: holds(field) }));
  });
}

export const recordCarriesRequiredFields: RecordRule = {
  meta: {
    id: 'record-carries-required-fields',
    title: 'A record has every field that its profile and its stream ask for',
    clauses: [...new Set([...FIELD_CLAUSES.values()].flat())],
    severity: {
      hless: 'error',
      game: 'error',
      envelope: 'error',
      evidence: 'error',
      eventing: 'error',
      unified: 'warning',
    },
    targets: 'records',
    since: '0.1',
  },
  start(context) {
    const demanded = demands(context);
    const { model } = context;
    const timeField = byTwo((type, stream = '') => model && timeFieldOf(model, type, stream));
    /** The stream may name a payload field that carries the time. */
    const inPayload = ({ type, stream, payload }: JournalRecord) => {
      const field = timeField(type, stream);
      return field !== undefined && typeof valueAt(payload, field) === 'string';
    };
    return {
      record(at) {
        const { record } = at;
        const raw = record.meta === undefined ? undefined : rawOf(record);
        const asked = demanded(record.type, record.stream);
        for (const { field, isMet } of asked) {
          if (isMet(at) || (field === 't_event' && inPayload(record))) continue;
          const found = raw && Object.hasOwn(raw, field) ? JSON.stringify(raw[field]) : undefined;
          const message = () =>
            found === undefined
              ? `This record has no \`${field}\`, which every record here carries. Set it where the record is made.`
              : `\`${field}\` is ${found.slice(0, 60)}, which does not fit there, so the field is empty. Write a value of its type where the record is made.`;
          context.report({ at, field, message, clauses: clausesOf(field) });
        }
        if (!raw) return;
        for (const field of Object.keys(raw)) {
          if (!known.has(field) || asked.some((one) => one.field === field) || holds(field)(at)) continue;
          context.report({
            at,
            field,
            severity: 'warning',
            message: `\`${field}\` is ${JSON.stringify(raw[field]).slice(0, 60)}, which does not fit there, so the field is empty. Write a value of its type where the record is made.`,
            clauses: clausesOf(field),
          });
        }
      },
    };
  },
};
