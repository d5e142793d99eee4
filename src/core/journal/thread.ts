/** A thread as a forest: each record below what caused it; a cause that is no record stands there as missing. */
import type { JournalRecord } from '../record/record.ts';

export interface ThreadRecord extends Pick<JournalRecord, 'id' | 'type' | 'causation_id' | 'request_id'> {
  readonly row: number;
  readonly slot: number;
  readonly subject: string;
  readonly tLogMicros: number | undefined;
}

/** In the order in which they are drawn: each before those below it. */
export interface ThreadNode {
  readonly depth: number;
  /** Index of the node above; undefined at the top. */
  readonly parent: number | undefined;
  /** Undefined: `id` names a cause that no record of the journal has. */
  readonly record: ThreadRecord | undefined;
  readonly id: string;
  /** Its causes lead back to itself: it was put at the top all the same. */
  readonly loop?: true;
}

export function threadTree(records: readonly ThreadRecord[]): readonly ThreadNode[] {
  const inOrder = records.toSorted((a, b) => a.slot - b.slot);
  const byId = new Map<string, ThreadRecord>();
  for (const record of inOrder) if (!byId.has(record.id)) byId.set(record.id, record);
  const byRequest = new Map<string, ThreadRecord>();
  for (const record of inOrder)
    if (record.request_id !== undefined && !byRequest.has(record.request_id)) byRequest.set(record.request_id, record);
  const causeOf = (record: ThreadRecord) => {
    const id = record.causation_id;
    if (id === undefined || id === record.id) return undefined;
    const cause = byId.get(id) ?? byRequest.get(id);
    return cause === record ? undefined : cause;
  };
  const below = new Map<ThreadRecord, ThreadRecord[]>();
  const tops: ThreadRecord[] = [];
  const missing = new Map<string, ThreadRecord[]>();
  for (const record of inOrder) {
    const cause = causeOf(record);
    if (cause) below.set(cause, [...(below.get(cause) ?? []), record]);
    else if (
      record.causation_id !== undefined &&
      record.causation_id !== record.id &&
      !byRequest.has(record.causation_id)
    )
      missing.set(record.causation_id, [...(missing.get(record.causation_id) ?? []), record]);
    else tops.push(record);
  }
  const nodes: ThreadNode[] = [];
  const drawn = new Set<ThreadRecord>();
  const draw = (first: ThreadRecord, above: number | undefined, loop: boolean) => {
    // A loop over a stack: threads may be deeper than the call stack.
    const stack: { readonly record: ThreadRecord; readonly parent: number | undefined }[] = [
      { record: first, parent: above },
    ];
    for (let next = stack.pop(); next; next = stack.pop()) {
      const { record, parent } = next;
      if (drawn.has(record)) continue;
      drawn.add(record);
      const depth = parent === undefined ? 0 : (nodes[parent]?.depth ?? 0) + 1;
      const at =
        nodes.push({ depth, parent, record, id: record.id, ...(loop && record === first && { loop: true as const }) }) -
        1;
      for (const child of (below.get(record) ?? []).toReversed()) stack.push({ record: child, parent: at });
    }
  };
  const groups: readonly { readonly slot: number; readonly draw: () => void }[] = [
    ...tops.map((record) => ({ slot: record.slot, draw: () => draw(record, undefined, false) })),
    ...[...missing].map(([id, list]) => ({
      slot: list[0]?.slot ?? 0,
      draw: () => {
        const at = nodes.push({ depth: 0, parent: undefined, record: undefined, id }) - 1;
        for (const record of list) draw(record, at, false);
      },
    })),
  ];
  for (const group of groups.toSorted((a, b) => a.slot - b.slot)) group.draw();
  // What is left are rings: each is opened at its first record.
  for (const record of inOrder) if (!drawn.has(record)) draw(record, undefined, true);
  return nodes;
}
