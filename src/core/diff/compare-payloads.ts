/**
 * Two payloads compared, node by node. A difference says whom it hurts: `readers`, who know the old payload and get a record of the new
 * one, or `records`, which were written by the old one and are read by the new. An event breaks by either, a command only by `records`.
 */

import { pointer } from '../json-pointer.ts';
import { canonicalText } from '../record/canonical.ts';
import type { JsonValue } from '../record/record.ts';
import { inNew, inOld } from './change.ts';
import { boundDifferences } from './compare-bounds.ts';
import { typeDifference, valueDifferences } from './compare-types.ts';
import type { PayloadNode } from './payload-node.ts';

export interface Difference {
  readonly what: string;
  readonly at: string;
  readonly side: 'new' | 'old';
  /** The field as people write it: `address.city`, `lines[].sku`; empty for the payload itself. */
  readonly path: string;
  readonly readers?: true;
  readonly records?: true;
  /** Constrains nothing: a note on a field, or what cannot be compared. */
  readonly drift?: true;
  /** An enum that is new or changed, and closed. */
  readonly closed?: true;
  /** `integer -> number` */
  readonly detail?: string;
}

export type Tell = (difference: Difference) => void;

const below = (path: string, name: string) => (path === '' ? name : `${path}.${name}`);

interface Walk {
  readonly tell: Tell;
  readonly seen: Set<string>;
}

/** The closed enums of what is new. */
function newNode(node: PayloadNode, path: string, { tell, seen }: Walk): void {
  const key = `|${node.at}`;
  if (seen.has(key)) return;
  seen.add(key);
  const walk = { tell, seen };
  if (node.values && !node.values.open && !node.values.safe)
    tell({ what: 'closed enum declared', ...inNew(node.at), path, closed: true });
  for (const [name, field] of node.fields) newNode(field.node(), below(path, name), walk);
  if (node.items) newNode(node.items(), `${path}[]`, walk);
  if (typeof node.additional === 'function') newNode(node.additional(), below(path, '*'), walk);
  for (const branch of node.branches) newNode(branch.node(), path, walk);
}

function fields(old: PayloadNode, now: PayloadNode, path: string, walk: Walk): void {
  for (const [name, field] of now.fields) {
    const before = old.fields.get(name);
    const here = { ...inNew(field.at), path: below(path, name) };
    if (!before) {
      if (field.required) walk.tell({ what: 'required field added', ...here, records: true });
      else walk.tell({ what: 'optional field added', ...here });
      newNode(field.node(), here.path, walk);
      continue;
    }
    if (field.required && !before.required) walk.tell({ what: 'field made required', ...here, records: true });
    if (!field.required && before.required) walk.tell({ what: 'field made optional', ...here, readers: true });
    compare(before.node(), field.node(), here.path, walk, field.at);
  }
  for (const [name, field] of old.fields)
    if (!now.fields.has(name))
      walk.tell({ what: 'field removed', ...inOld(field.at), path: below(path, name), readers: true });
}

function additional(old: PayloadNode, now: PayloadNode, path: string, walk: Walk): void {
  const [a, b] = [old.additional, now.additional];
  if (typeof a === 'function' && typeof b === 'function') compare(a(), b(), below(path, '*'), walk);
  else if (typeof b === 'function')
    walk.tell({ what: 'additional fields typed', ...inNew(now.at), path, ...(a === 'allowed' && { records: true }) });
  else if (typeof a === 'function')
    walk.tell({ what: 'additional fields no longer typed', ...inNew(now.at), path, readers: true });
  else if (b === 'refused' && a !== 'refused')
    walk.tell({ what: 'additional fields refused', ...inNew(now.at), path, ...(a === 'allowed' && { records: true }) });
  else if (a === 'refused' && b !== 'refused') walk.tell({ what: 'additional fields allowed', ...inNew(now.at), path });
}

/** Alternatives are matched by their text first, the others in their order. */
function branches(old: PayloadNode, now: PayloadNode, path: string, walk: Walk): void {
  const left = [...old.branches];
  const take = (text: string) => {
    const at = left.findIndex((branch) => branch.text === text);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const matched = now.branches.map((branch) => ({ branch, before: take(branch.text) }));
  for (const { branch, before } of matched) {
    const other = before ?? left.shift();
    const node = branch.node();
    if (other) compare(other.node(), node, path, walk);
    else {
      // Where nothing was said of alternatives, the first of them narrows.
      const hurt = old.branches.length > 0 ? { readers: true as const } : { records: true as const };
      walk.tell({ what: 'alternative added', ...inNew(node.at), path, ...hurt });
      newNode(node, path, walk);
    }
  }
  const hurt = now.branches.length > 0 ? { records: true as const } : { readers: true as const };
  for (const branch of left) walk.tell({ what: 'alternative removed', ...inOld(branch.node().at), path, ...hurt });
}

function notes(old: PayloadNode, now: PayloadNode, path: string, tell: Tell): void {
  const text = (value: JsonValue | undefined) => (value === undefined ? '' : canonicalText(value));
  for (const key of new Set([...Object.keys(now.notes), ...Object.keys(old.notes)])) {
    if (text(old.notes[key]) === text(now.notes[key])) continue;
    const place = Object.hasOwn(now.notes, key) ? inNew(now.at + pointer(key)) : inOld(old.at + pointer(key));
    tell({ what: `${key} changed`, ...place, path, drift: true });
  }
}

function compare(old: PayloadNode, now: PayloadNode, path: string, walk: Walk, at = now.at): void {
  const key = `${old.at}|${now.at}`;
  if (walk.seen.has(key)) return;
  walk.seen.add(key);
  const { tell } = walk;
  if (old.unresolved !== now.unresolved)
    tell({
      what: 'reference not followed',
      ...inNew(at),
      path,
      drift: true,
      detail: `${old.unresolved ?? 'none'} -> ${now.unresolved ?? 'none'}`,
    });
  notes(old, now, path, tell);
  const typed = typeDifference(old, now);
  if (typed) tell({ ...inNew(at), path, ...typed });
  // Of another type altogether, the rest cannot be compared.
  if (typed?.what === 'type changed' && typed.readers && typed.records) {
    newNode(now, path, walk);
    return;
  }
  for (const found of valueDifferences(old, now)) tell({ ...inNew(at), path, ...found });
  for (const found of boundDifferences(old.bounds, now.bounds)) tell({ ...inNew(at), path, ...found });
  fields(old, now, path, walk);
  additional(old, now, path, walk);
  if (old.items && now.items) compare(old.items(), now.items(), `${path}[]`, walk);
  else if (now.items) {
    tell({ what: 'items typed', ...inNew(at), path, records: true });
    newNode(now.items(), `${path}[]`, walk);
  } else if (old.items) tell({ what: 'items no longer typed', ...inNew(at), path, readers: true });
  branches(old, now, path, walk);
}

/** The differences of two payloads, in the order of the new one. A payload equals itself. */
export function comparePayloads(old: PayloadNode, now: PayloadNode): readonly Difference[] {
  const found: Difference[] = [];
  compare(old, now, '', { tell: (difference) => found.push(difference), seen: new Set() });
  return found;
}

/** The closed enums of a payload that is new. */
export function closedEnums(node: PayloadNode): readonly Difference[] {
  const found: Difference[] = [];
  newNode(node, '', { tell: (difference) => found.push(difference), seen: new Set() });
  return found;
}
