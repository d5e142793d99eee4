/** A Redux DevTools export: the lifted state, or an envelope that holds it as text. Actions come in the order in which they are staged. */
import { type JsonNode, memberOf, treeIn } from '../../record/json-tree.ts';
import { scalarText } from '../fit.ts';
import type { Framer, FrameSink } from '../frame.ts';
import { type AutoOptions, autoFramer } from '../frame-auto.ts';
import { type Jsan, jsanOf } from './jsan.ts';
import { type Members, objectAt, rowText } from './row-text.ts';
import { type Unfolding, unfoldFramer } from './unfold.ts';

export function reduxFramer(sink: FrameSink, options: AutoOptions): Framer {
  const value = (node: JsonNode, out: Unfolding) => {
    const payload = memberOf(node, 'payload');
    const inside = payload?.kind === 'string' ? treeIn(payload.text) : undefined;
    const state = inside ?? objectAt(node, 'payload');
    if (payload && !state) return out.reject('its `payload` is no JSON: was the file cut off?');
    // jsan writes a text as a whole: its paths begin where the text does.
    const jsan = jsanOf(inside ?? node, () =>
      sink.note?.('What JSON cannot hold, and what lies in itself, stays as `$jsan` wrote it.'),
    );
    rows(state ?? node, jsan, out, sink);
  };
  return unfoldFramer(sink, (inner) => autoFramer(inner, options), { value, part: value });
}

function rows(state: JsonNode, jsan: Jsan, out: Unfolding, sink: FrameSink): void {
  const at = (node: JsonNode | undefined, key: string) => jsan.at(node && memberOf(node, key));
  const actions = at(state, 'actionsById');
  if (actions?.kind !== 'object') {
    out.reject('this is no lifted state: it holds no `actionsById`');
    return;
  }
  const idsAt = (key: string) => itemsOf(at(state, key))?.map(scalarText);
  const staged = idsAt('stagedActionIds');
  if (!staged)
    sink.note?.(
      'The order of the actions (`stagedActionIds`) is not in the file. They stand in the order of their numbers.',
    );
  const skipped = new Set(idsAt('skippedActionIds'));
  const computed = itemsOf(at(state, 'computedStates')) ?? [];
  const current = memberOf(state, 'currentStateIndex');
  const committed = memberOf(state, 'committedState');
  const ids = staged ?? actions.members.map(({ key }) => key).sort((a, b) => Number(a) - Number(b));
  for (const [index, id] of ids.entries()) {
    const lifted = id === undefined ? undefined : at(actions, id);
    const action = at(lifted, 'action');
    if (id === undefined || lifted?.kind !== 'object' || action?.kind !== 'object') {
      out.reject(`the action ${id} is staged, and is not in \`actionsById\``);
      continue;
    }
    const row: Members = new Map([
      ['id', JSON.stringify(id)],
      ['index', String(index)],
    ]);
    const put = (to: Members, key: string, node: JsonNode | undefined) => {
      const json = node && jsan.text(node);
      if (json !== undefined) to.set(key, json);
    };
    for (const { key, value } of lifted.members) if (key !== 'action' && key !== 'type') put(row, key, value);
    const rest: Members = new Map();
    for (const { key, value } of action.members) put(rest, key, value);
    row.set('type', rest.get('type') ?? 'null');
    rest.delete('type');
    row.set('action', rowText(rest));
    if (skipped.has(id)) row.set('skipped', 'true');
    if (current && scalarText(current) === String(index)) row.set('current', 'true');
    put(row, 'computedState', computed[index]);
    if (index === 0) put(row, 'committedState', committed);
    out.emit(rowText(row));
  }
}

const itemsOf = (node: JsonNode | undefined): readonly JsonNode[] | undefined =>
  node?.kind === 'array' ? node.items : undefined;
