import type { Model } from '../../../model/model.ts';
import { parseTime } from '../../../record/time.ts';
import { eventsOf } from '../events-of.ts';
import { byTwo } from '../memo.ts';
import type { RecordRule } from '../record-rule.ts';
import { valueAt } from './value-at.ts';

/** The payload field that says when a record of that type happened; undefined where the record itself does. */
export function timeFieldOf(model: Model, type: string, stream: string): string | undefined {
  const home = eventsOf(model).get(type)?.event.stream ?? stream;
  const field = Object.hasOwn(model.streams, home) ? model.streams[home]?.time?.t_event : undefined;
  return field === 'record' ? undefined : field;
}

export const payloadTimeIsRecordTime: RecordRule = {
  meta: {
    id: 'payload-time-is-record-time',
    title: 'The payload field that carries `t_event` says the same as the record',
    clauses: ['FA-014', 'HL-070'],
    severity: { hless: 'error', evidence: 'error', unified: 'warning' },
    targets: 'records',
    since: '0.1',
  },
  start({ model, report }) {
    if (!model) return undefined;
    const timeField = byTwo((type, stream = '') => timeFieldOf(model, type, stream));
    return {
      record(at) {
        const { type, stream, payload, t_event } = at.record;
        const field = timeField(type, stream);
        if (field === undefined || t_event === undefined) return;
        const said = valueAt(payload, field);
        if (typeof said !== 'string' || said === t_event) return;
        const time = parseTime(said, 'Z');
        if (time === undefined || time.micros === parseTime(t_event)?.micros) return;
        report({
          at,
          field: `payload.${field}`,
          message: `\`${field}\` says ${said}, and the record's \`t_event\` is ${t_event}: two answers to when it happened. The stream says that \`${field}\` carries it; write the same time in both.`,
        });
      },
    };
  },
};
