/** What our own writer of OCEL 2 (`writers/ocel2.ts`) put into attributes named `factline:…`: the envelope of a record. */
import { FIELD_KINDS, isFieldName } from '../../record/fields.ts';
import { type JsonNode, textOf, treeIn } from '../../record/json-tree.ts';
import type { Member, Roles } from './made-row.ts';

const OURS = 'factline:';
/** Their values are JSON as text. */
const AS_JSON = ['payload', 'meta', 'also'];
/** What a record's subjects are to its event, in the words of our writer. */
export const OUR_QUALIFIERS: readonly string[] = ['subject', 'also'];

/** The roles that are written so, and the attributes that are the source's own. */
export function partOurs(attributes: readonly (readonly [name: string, value: JsonNode])[]): {
  readonly ours: Roles | undefined;
  readonly rest: readonly Member[];
} {
  const ours: Record<string, string> = {};
  const rest = attributes.flatMap(([name, value]): Member[] => {
    const field = name.startsWith(OURS) ? name.slice(OURS.length) : undefined;
    const json = field !== undefined && isFieldName(field) ? jsonOf(field, value) : undefined;
    if (field === undefined || json === undefined) return [[name, textOf(value)]];
    ours[field] = json;
    return [];
  });
  return { ours: Object.keys(ours).length > 0 ? ours : undefined, rest };
}

function jsonOf(field: string, value: JsonNode): string | undefined {
  if (value.kind !== 'string' || field === 'hash' || field === 'prev_hash' || !Object.hasOwn(FIELD_KINDS, field))
    return undefined;
  if (!AS_JSON.includes(field)) return textOf(value);
  const json = treeIn(value.text);
  return json && textOf(json);
}
