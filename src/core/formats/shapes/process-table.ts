/** A process log as a table, as pm4py writes it: columns of the trace begin with `case:`. */
import type { Framer, FrameSink } from '../frame.ts';
import { type AutoOptions, autoFramer } from '../frame-auto.ts';
import { membersOf } from './made-row.ts';
import { attributesOf, processRow } from './process-event.ts';
import { unfoldFramer } from './unfold.ts';

const CASE = 'case:';
const TRACE = 'case:concept:name';

export function processTableFramer(sink: FrameSink, options: AutoOptions): Framer {
  return unfoldFramer(sink, (inner) => autoFramer(inner, options), {
    value(node, out) {
      const all = attributesOf(membersOf(node));
      out.emit(
        processRow({
          attributes: all.filter(([name]) => !name.startsWith(CASE)),
          trace: all.find(([name]) => name === TRACE)?.[1],
          rest: all.filter(([name]) => name.startsWith(CASE) && name !== TRACE),
        }),
      );
    },
  });
}
