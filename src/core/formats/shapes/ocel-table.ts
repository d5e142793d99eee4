/** pm4py's table of an object-centric log: a column for each type of objects (`ocel:type:item`), whose cells are lists as Python writes them. */
import { type JsonNode, textOf } from '../../record/json-tree.ts';
import { scalarText } from '../fit.ts';
import type { Framer, FrameSink } from '../frame.ts';
import { type AutoOptions, autoFramer } from '../frame-auto.ts';
import { type Member, membersOf, objectText } from './made-row.ts';
import { type ObjectRef, ocelRow } from './ocel-events.ts';
import { pythonList } from './python-list.ts';
import { unfoldFramer } from './unfold.ts';

const TYPE = 'ocel:type:';

export function ocelTableFramer(sink: FrameSink, options: AutoOptions): Framer {
  return unfoldFramer(sink, (inner) => autoFramer(inner, options), {
    value(node, out) {
      const row = membersOf(node);
      const objects: ObjectRef[] = [];
      const payload: Member[] = [];
      const rest: Member[] = [];
      for (const [name, value] of row) {
        if (name.startsWith(TYPE)) {
          const ids = idsIn(value);
          if (ids) objects.push(...ids.map((id) => ({ id, type: name.slice(TYPE.length) })));
          else rest.push([name, textOf(value)]);
        } else if (value.kind !== 'null' && !OWN.includes(name)) payload.push([name, textOf(value)]);
      }
      const text = (name: string) => {
        const value = row.get(name);
        return value && value.kind !== 'null' ? textOf(value) : undefined;
      };
      const event = {
        id: text('ocel:eid'),
        type: text('ocel:activity'),
        time: text('ocel:timestamp'),
        objects,
        payload: objectText(payload),
        rest,
      };
      out.emit(ocelRow(event, () => undefined));
    },
  });
}

const OWN = ['ocel:eid', 'ocel:activity', 'ocel:timestamp'];

/** The ids in a cell; undefined where it is no list that can be read. */
function idsIn(value: JsonNode): readonly string[] | undefined {
  if (value.kind === 'null') return [];
  if (value.kind === 'array') return value.items.flatMap((item) => scalarText(item) ?? []);
  const text = scalarText(value)?.trim();
  if (text === undefined) return undefined;
  if (text === '' || /^(?:None|nan|NaN)$/.test(text)) return [];
  return /^[[({]/.test(text) ? pythonList(text) : [text];
}
