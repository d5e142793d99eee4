/**
 * Further subjects of a mapped row (contract §4, `also`). A field that holds them as the contract writes them is taken as it is; a plain value
 * is one subject, whose type is the field's name: `customer_id: "c1"` -> `{ "subject_type": "customer", "subject_id": "c1" }`, and an array of
 * plain values is one each.
 */
import type { JsonNode } from '../record/json-tree.ts';
import { textOf } from '../record/json-tree.ts';
import { fitValue, isSubjectRef, scalarText } from './fit.ts';
import type { Path } from './plan.ts';

export interface AlsoPart {
  readonly path: Path;
  readonly node: JsonNode;
}

/** `customer_id`, `customerId`, `"Customer ID"` -> `customer`, `customer`, `Customer`; an `id` alone is named by what it lies in. */
export function subjectTypeIn(path: Path): string | undefined {
  for (const key of path.toReversed()) {
    const name = key.replace(/(?:^|[_\s.-])ids?$/i, '').replace(/(?<=[a-z0-9])I[dD]s?$/, '');
    if (name !== '' && !/^\d+$/.test(name)) return name;
  }
  return undefined;
}

/** The field's JSON text, each subject once; undefined where one of the values is no subject. */
export function alsoText(parts: readonly AlsoPart[]): string | undefined {
  const [first] = parts;
  const whole = first && parts.length === 1 ? fitValue('also', first.node, { strict: true }) : undefined;
  if (whole !== undefined) return whole;
  const subjects = new Set<string>();
  for (const { path, node } of parts) {
    for (const one of node.kind === 'array' ? node.items : [node]) {
      const text = subjectText(one, subjectTypeIn(path));
      if (text === undefined) return undefined;
      if (text !== '') subjects.add(text);
    }
  }
  return `[${[...subjects].join(',')}]`;
}

function subjectText(node: JsonNode, type: string | undefined): string | undefined {
  if (node.kind === 'object') return isSubjectRef(node) ? textOf(node) : undefined;
  if (node.kind === 'null') return '';
  const id = scalarText(node);
  if (id === undefined || id === '') return id;
  return `{${type === undefined ? '' : `"subject_type":${JSON.stringify(type)},`}"subject_id":${JSON.stringify(id)}}`;
}
