import { pointer } from '../../json-pointer.ts';
import type { Rule } from '../rule.ts';
import { lacking, some, streamOf } from './look.ts';

export const streamDeclaresTime: Rule = {
  meta: {
    id: 'stream-declares-time',
    title: 'A stream declares when its records happened',
    clauses: ['HL-070', 'EM-044'],
    severity: { hless: 'error', eventing: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  stream(name, stream, { model, report }) {
    const at = pointer('streams', name);
    const { time } = stream;
    const into = time === undefined ? at : `${at}/time`;
    if (time?.t_event === undefined)
      return report({
        pointer: into,
        message: `Stream \`${name}\` does not say when its records happened. The time in the world and the time of writing are two things, and a late record shows it: set \`time.t_event\` to a payload field, or to \`record\` for the record's own.`,
        fix: {
          title: 'Take the record’s own t_event',
          insert:
            time === undefined
              ? { into: at, key: 'time', value: '{ t_event: record }' }
              : { into, key: 't_event', value: 'record' },
        },
      });
    const fields = [
      ['t_event', time.t_event],
      ['t_process', time.t_process],
    ] as const;
    for (const [axis, field] of fields) {
      if (field === undefined || field === 'record') continue;
      const without = lacking(model, name, field);
      if (without.length === 0) continue;
      const place = `${at}/time/${axis}`;
      report({
        pointer: place,
        part: 'value',
        ...(axis === 't_process' && { clauses: [] }),
        message: `\`time.${axis}\` of stream \`${name}\` is \`${field}\`, but not every record has that field: ${some(without)}. Those records have no such time: add the field there, choose one that every payload has, or say \`record\`.`,
        fix: { title: 'Take the record’s own time', replace: { at: place, value: 'record' } },
      });
    }
    if (time.t_event !== 'record' && time.t_event === time.t_process)
      report({
        pointer: `${at}/time/t_process`,
        part: 'value',
        severity: 'warning',
        clauses: ['HL-070'],
        message: `Stream \`${name}\` takes \`${time.t_event}\` for two times at once. One field cannot say both when it happened and when it was processed: name two.`,
      });
  },
  event(name, event, { model, profile, report }) {
    if (profile !== 'eventing' || streamOf(model, event) !== undefined) return;
    report({
      pointer: pointer('events', name),
      message: `\`${name}\` stands in no stream, so nothing defines its timestamp. Readers need to know when it happened: name a \`stream\` whose \`time.t_event\` says which field carries it.`,
    });
  },
};
