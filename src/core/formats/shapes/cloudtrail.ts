/** CloudTrail: the name of a log file says when it was delivered, `ACCOUNT_CloudTrail_REGION_20230710T1205Z_xyz.json.gz`. */
import { memberOf, textOf } from '../../record/json-tree.ts';
import type { Framer, FrameSink } from '../frame.ts';
import { type AutoOptions, autoFramer } from '../frame-auto.ts';
import { unfoldFramer } from './unfold.ts';

const DELIVERED = /_(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})Z_/;

export function cloudtrailFramer(sink: FrameSink, options: AutoOptions): Framer {
  const name = options.name?.split(/[\\/]/).at(-1) ?? '';
  const [, year, month, day, hour, minute] = DELIVERED.exec(name) ?? [];
  const time = year === undefined ? undefined : `${year}-${month}-${day}T${hour}:${minute}:00Z`;
  return unfoldFramer(sink, (inner) => autoFramer(inner, options), {
    value(node, out) {
      const json = textOf(node);
      const adds = time !== undefined && node.kind === 'object' && memberOf(node, 'delivered') === undefined;
      out.emit(adds && node.members.length > 0 ? `${json.slice(0, -1)},"delivered":"${time}"}` : json);
    },
  });
}
