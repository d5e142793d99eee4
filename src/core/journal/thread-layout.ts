/** A thread as a drawing in layers: causes above, effects below, each cause over the middle of its effects, nothing over another. */
import type { ThreadNode } from './thread.ts';

export interface ThreadLayout {
  /** By node: its column, from 0; nodes of one layer are at least one column apart. */
  readonly columns: Float64Array;
  readonly layers: Uint32Array;
  readonly width: number;
  readonly height: number;
}

export function layoutThread(nodes: readonly ThreadNode[]): ThreadLayout {
  const layers = Uint32Array.from(nodes, ({ depth }) => depth);
  const first = new Float64Array(nodes.length);
  const last = new Float64Array(nodes.length);
  const columns = new Float64Array(nodes.length);
  const isCause = new Uint8Array(nodes.length);
  for (const { parent } of nodes) if (parent !== undefined) isCause[parent] = 1;
  // Each stands before those below it: leaves get their columns from the left, causes theirs from the last to the first.
  let width = 0;
  for (let i = 0; i < nodes.length; i++) if (isCause[i] === 0) columns[i] = width++;
  for (let i = nodes.length - 1; i >= 0; i--) {
    if (isCause[i] !== 0) columns[i] = ((first[i] ?? 0) + (last[i] ?? 0)) / 2;
    const parent = nodes[i]?.parent;
    if (parent === undefined) continue;
    // The last effect comes first here; the first one overwrites what was before.
    if (isCause[parent] === 1) {
      last[parent] = columns[i] ?? 0;
      isCause[parent] = 2;
    }
    first[parent] = columns[i] ?? 0;
  }
  return { columns, layers, width, height: layers.reduce((most, layer) => Math.max(most, layer + 1), 0) };
}

export type Step = 'up' | 'down' | 'left' | 'right';

/** The node that a key leads to: the cause, the first effect, the neighbour in the same layer; the same where there is none. */
export function stepInThread(nodes: readonly ThreadNode[], { columns, layers }: ThreadLayout, at: number, step: Step) {
  if (step === 'up') return nodes[at]?.parent ?? at;
  if (step === 'down') {
    const below = nodes.findIndex(({ parent }) => parent === at);
    return below < 0 ? at : below;
  }
  let found = at;
  for (let i = 0; i < nodes.length; i++) {
    if (layers[i] !== layers[at] || i === at) continue;
    const [x, here, best] = [columns[i] ?? 0, columns[at] ?? 0, columns[found] ?? 0];
    if (step === 'right' ? x > here && (found === at || x < best) : x < here && (found === at || x > best)) found = i;
  }
  return found;
}
