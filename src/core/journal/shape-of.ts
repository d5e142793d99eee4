/** What the payloads of each type look like, from records that were looked at. */
import { isRawNumber } from '../record/json.ts';
import type { ExactValue, JournalRecord } from '../record/record.ts';
import type { FieldShape, TypeShape } from './shape.ts';

/** More different values than this are no enum; those kept are examples. */
const VALUES = 12;
const DEPTH = 6;
/** A payload with more fields than this (a map keyed by data) is not described further. */
const FIELDS = 400;

interface Field {
  present: number;
  readonly kinds: Set<string>;
  readonly values: Map<string, ExactValue>;
}
interface Collected {
  sampled: number;
  readonly versions: Set<number>;
  readonly subjectTypes: Set<string>;
  readonly fields: Map<string, Field>;
}

/** `null`, `boolean`, `integer`, `big integer`, `number`, `string`, `array`, `object`; strings that look like one: `datetime`, `uuid`. */
export function kindOf(value: ExactValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (isRawNumber(value)) return /[.eE]/.test(value.$digits) ? 'number' : 'big integer';
  if (typeof value !== 'string') return typeof value;
  if (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.test(value)) return 'datetime';
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)) return 'uuid';
  return 'string';
}

const quoted = (key: string) => (/[.\s"[\]]/.test(key) || key === '' ? JSON.stringify(key) : key);

function visit(collected: Collected, path: string, value: ExactValue, depth: number): void {
  const known = collected.fields.get(path);
  if (!known && collected.fields.size >= FIELDS) return;
  const field = known ?? { present: 0, kinds: new Set<string>(), values: new Map<string, ExactValue>() };
  collected.fields.set(path, field);
  field.present++;
  const kind = kindOf(value);
  field.kinds.add(kind);
  if (kind === 'array') {
    for (const item of (value as readonly ExactValue[]).slice(0, 20)) visit(collected, `${path}[]`, item, depth + 1);
  } else if (kind === 'object') {
    if (depth < DEPTH)
      for (const [key, item] of Object.entries(value as object))
        visit(collected, `${path}.${quoted(key)}`, item, depth + 1);
  } else if (field.values.size <= VALUES) field.values.set(JSON.stringify(value), value);
}

export interface ShapeCollector {
  add(record: JournalRecord): void;
  /** How many of a type were added. */
  sampled(type: string): number;
  /** `counts` of the whole journal by type. */
  shapes(counts: Readonly<Record<string, number>>): readonly TypeShape[];
}

export function collectShapes(): ShapeCollector {
  const types = new Map<string, Collected>();
  return {
    sampled: (type) => types.get(type)?.sampled ?? 0,
    add(record) {
      const collected = types.get(record.type) ?? {
        sampled: 0,
        versions: new Set<number>(),
        subjectTypes: new Set<string>(),
        fields: new Map<string, Field>(),
      };
      types.set(record.type, collected);
      collected.sampled++;
      collected.versions.add(record.version);
      if (record.subject_type !== undefined) collected.subjectTypes.add(record.subject_type);
      const { payload } = record;
      if (kindOf(payload) === 'object')
        for (const [key, value] of Object.entries(payload as object)) visit(collected, quoted(key), value, 1);
    },
    shapes: (counts) =>
      [...types].map(([type, { sampled, versions, subjectTypes, fields }]) => ({
        type,
        count: counts[type] ?? sampled,
        sampled,
        versions: [...versions].sort((a, b) => a - b),
        subjectTypes: [...subjectTypes],
        fields: [...fields].map(
          ([path, { present, kinds, values }]): FieldShape => ({
            path,
            present,
            kinds: [...kinds],
            values: [...values.values()].slice(0, VALUES),
            distinct: values.size,
          }),
        ),
      })),
  };
}
