import type { RecordKind } from '../../../record/record.ts';
import { eventsOf } from '../events-of.ts';
import { byTwo } from '../memo.ts';
import type { RecordReport, RecordRule } from '../record-rule.ts';

type Fault = Omit<RecordReport, 'at'>;

export const recordFitsItsStream: RecordRule = {
  meta: {
    id: 'record-fits-its-stream',
    title: 'A record stands in a declared stream, and is of its kind',
    clauses: ['HL-040', 'HL-050'],
    severity: { hless: 'error', unified: 'warning' },
    targets: 'records',
    since: '0.1',
  },
  start({ model, report }) {
    const kinds = new Map<string, RecordKind>();
    const declares = model !== undefined && Object.keys(model.streams).length > 0;
    const faultsOf = (type: string, stream: string | undefined, kind: RecordKind | undefined): readonly Fault[] => {
      const found: Fault[] = [];
      const declared =
        model && stream !== undefined && Object.hasOwn(model.streams, stream) ? model.streams[stream] : undefined;
      if (stream !== undefined && declares && !declared)
        found.push({
          field: 'stream',
          message: `No stream \`${stream}\` is declared, so nobody knows what its records mean, how long they are kept, or in which order they come. Declare it, or write the stream where the record belongs.`,
          clauses: ['HL-040'],
        });
      const event = model && eventsOf(model).get(type)?.event;
      if (event?.stream !== undefined && stream !== undefined && declared && event.stream !== stream)
        found.push({
          field: 'stream',
          message: `\`${type}\` belongs to the stream \`${event.stream}\`, and this record stands in \`${stream}\`: who reads either stream is misled. Write it to its own stream.`,
          clauses: ['HL-040'],
        });
      const before = stream === undefined ? undefined : kinds.get(stream);
      const own =
        event?.stream !== undefined && model && Object.hasOwn(model.streams, event.stream)
          ? model.streams[event.stream]
          : undefined;
      const expected = declared?.record_kind ?? event?.kind ?? own?.record_kind ?? before;
      if (kind !== undefined && stream !== undefined && before === undefined) kinds.set(stream, kind);
      if (kind !== undefined && expected !== undefined && kind !== expected)
        found.push({
          field: 'kind',
          message: `This record says that it is ${kind}, and ${stream === undefined ? `\`${type}\`` : `its stream \`${stream}\``} holds ${expected} records. A record is exactly one of the four kinds, and a stream holds one of them: correct the kind, or use a stream for each.`,
          clauses: ['HL-050'],
        });
      return found;
    };
    const known = new Map<RecordKind | undefined, ReturnType<typeof byTwo<readonly Fault[]>>>();
    return {
      record(at) {
        const { type, stream, kind } = at.record;
        let ofKind = known.get(kind);
        if (!ofKind) {
          ofKind = byTwo((t, s) => faultsOf(t, s, kind));
          known.set(kind, ofKind);
        }
        for (const fault of ofKind(type, stream)) report({ ...fault, at });
      },
    };
  },
};
