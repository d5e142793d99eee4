/** A Redux DevTools export: the lifted state, or an envelope that holds it as text. Actions come in the order in which they are staged. */
import { type JsonNode, memberOf, textOf, treeIn } from '../../record/json-tree.ts';
import { scalarText } from '../fit.ts';
import type { Framer, FrameSink } from '../frame.ts';
import { type AutoOptions, autoFramer } from '../frame-auto.ts';
import { type Members, membersOf, objectAt, rowText } from './row-text.ts';
import { type Unfolding, unfoldFramer } from './unfold.ts';

export function reduxFramer(sink: FrameSink, options: AutoOptions): Framer {
  const value = (node: JsonNode, out: Unfolding) => {
    const payload = memberOf(node, 'payload');
    const state = payload?.kind === 'string' ? treeIn(payload.text) : objectAt(node, 'payload');
    if (payload && !state) return out.reject('its `payload` is no JSON: was the file cut off?');
    rows(state ?? node, out, sink);
  };
  return unfoldFramer(sink, (inner) => autoFramer(inner, options), { value, part: value });
}

function itemsAt(node: JsonNode, key: string): readonly JsonNode[] | undefined {
  const found = memberOf(node, key);
  return found?.kind === 'array' ? found.items : undefined;
}

function rows(state: JsonNode, out: Unfolding, sink: FrameSink): void {
  const actions = objectAt(state, 'actionsById');
  if (!actions) {
    out.reject('this is no lifted state: it holds no `actionsById`');
    return;
  }
  const staged = itemsAt(state, 'stagedActionIds')?.map(scalarText);
  if (!staged)
    sink.note?.(
      'The order of the actions (`stagedActionIds`) is not in the file. They stand in the order of their numbers.',
    );
  const skipped = new Set(itemsAt(state, 'skippedActionIds')?.map(scalarText));
  const computed = itemsAt(state, 'computedStates') ?? [];
  const current = memberOf(state, 'currentStateIndex');
  const committed = memberOf(state, 'committedState');
  if (/"\$jsan"/.test(textOf(actions)))
    sink.note?.('Values that JSON cannot hold, and those that occur twice, stand as `$jsan` references.');
  const ids = staged ?? actions.members.map(({ key }) => key).sort((a, b) => Number(a) - Number(b));
  for (const [index, id] of ids.entries()) {
    const lifted = id === undefined ? undefined : objectAt(actions, id);
    const action = objectAt(lifted, 'action');
    if (id === undefined || !lifted || !action) {
      out.reject(`the action ${id} is staged, and is not in \`actionsById\``);
      continue;
    }
    const row: Members = new Map([
      ['id', JSON.stringify(id)],
      ['index', String(index)],
    ]);
    for (const [key, json] of membersOf(lifted)) if (key !== 'action' && key !== 'type') row.set(key, json);
    const rest = membersOf(action);
    row.set('type', rest.get('type') ?? 'null');
    rest.delete('type');
    row.set('action', rowText(rest));
    if (skipped.has(id)) row.set('skipped', 'true');
    if (current && scalarText(current) === String(index)) row.set('current', 'true');
    const result = computed[index];
    if (result) row.set('computedState', textOf(result));
    if (index === 0 && committed) row.set('committedState', textOf(committed));
    out.emit(rowText(row));
  }
}
