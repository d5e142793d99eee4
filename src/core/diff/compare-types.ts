/** Types and enums of two payload nodes: which of them widened, which narrowed. */
import type { Difference } from './compare-payloads.ts';
import type { PayloadNode } from './payload-node.ts';

type Found = Omit<Difference, 'at' | 'side' | 'path'>;

const holds = (types: readonly string[], type: string) =>
  types.length === 0 || types.includes(type) || (type === 'integer' && types.includes('number'));
/** Whether all that fits `inner` fits `outer`. */
const covers = (outer: readonly string[], inner: readonly string[]) =>
  outer.length === 0 || (inner.length > 0 && inner.every((type) => holds(outer, type)));
const named = ({ types, format }: PayloadNode) =>
  format !== undefined && types.length === 1 ? format : types.length === 0 ? 'any' : types.join(' or ');
const kindOf = (type: string) => (type === 'integer' ? 'number' : type);

/** A wider number, and a text whose format is no longer promised, hurt nobody; any other widening hurts readers, any narrowing records. */
export function typeDifference(old: PayloadNode, now: PayloadNode): Found | undefined {
  const wider = covers(now.types, old.types);
  const narrower = covers(old.types, now.types);
  const detail = `${named(old)} -> ${named(now)}`;
  if (wider && narrower) {
    if (old.format === now.format) return undefined;
    if (now.format === undefined) return { what: 'type widened', detail };
    if (old.format === undefined) return { what: 'type changed', detail, records: true };
    return { what: 'type changed', detail, readers: true, records: true };
  }
  if (narrower) return { what: 'type changed', detail, records: true };
  if (!wider) return { what: 'type changed', detail, readers: true, records: true };
  const before = new Set(old.types.map(kindOf));
  const sameKinds = now.types.length > 0 && now.types.every((type) => before.has(kindOf(type)));
  return sameKinds ? { what: 'type widened', detail } : { what: 'type changed', detail, readers: true };
}

/** Values of enums. To drop a value hurts its records; to add one to a closed enum hurts readers, who have no case for it. */
export function valueDifferences({ values: old }: PayloadNode, { values: now }: PayloadNode): readonly Found[] {
  if (!old && !now) return [];
  if (!old) {
    const closed = now && !now.open;
    return [
      {
        what: 'enum declared',
        detail: now?.values.join(' | ') ?? '',
        ...(closed && { records: true }),
        ...(closed && !now.safe && { closed: true }),
      },
    ];
  }
  if (!now) return [{ what: 'enum dropped', ...(!old.open && { readers: true }) }];
  const added = now.values.filter((value) => !old.values.includes(value));
  const removed = old.values.filter((value) => !now.values.includes(value));
  const closed = !now.open && !now.safe && { closed: true as const };
  return [
    ...(removed.length > 0
      ? [{ what: 'enum value removed', detail: removed.join(', '), records: true as const, ...closed }]
      : []),
    ...(added.length > 0
      ? [
          {
            what: 'enum value added',
            detail: added.join(', '),
            ...(!old.open && { readers: true as const }),
            ...closed,
          },
        ]
      : []),
    ...(old.open && !now.open ? [{ what: 'enum closed', records: true as const, ...closed }] : []),
    ...(!old.open && now.open ? [{ what: 'enum opened' }] : []),
  ];
}
