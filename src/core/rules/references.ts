/** Names that stand for a definition elsewhere in the model: each must be there. Always on. */

import { pointer } from '../json-pointer.ts';
import { differenceOf, lookOf } from '../model/lookalike.ts';
import type { Model } from '../model/model.ts';
import { namesIn } from '../model/names-in.ts';
import { MODEL, nearest, SECTIONS, type SectionName, type Shape } from '../model/schema.ts';
import type { Report } from './rule.ts';

const known = (model: Model, section: SectionName): Readonly<Record<string, unknown>> => model[section];

/** A module that nobody brings; a log, or what stands in one, of which nothing is declared. */
const BROKEN: Partial<Readonly<Record<SectionName, readonly string[]>>> = {
  systems: ['GS-044'],
  streams: ['HL-040'],
  events: ['HL-040'],
};

/** Ten thousand unknown names among ten thousand known ones: nobody reads so many guesses. */
const MOST_COMPARED = 1_000_000;

/** A word that stands for a definition. */
interface Reference {
  readonly word: string;
  readonly section: SectionName;
  readonly at: string;
  readonly part: 'key' | 'value';
}
type Wanted = { readonly refs?: SectionName; readonly values?: readonly string[] };

const kept = new WeakMap<
  object,
  { readonly name: string; readonly section: SectionName; readonly found: readonly Reference[] }
>();

/** Of one definition; kept by it. */
function referencesOf(section: SectionName, name: string, item: unknown, shape: Shape): readonly Reference[] {
  const known = typeof item === 'object' && item !== null ? kept.get(item) : undefined;
  if (known?.name === name && known.section === section) return known.found;
  const found: Reference[] = [];
  const look = (word: string, { refs, values }: Wanted, at: string, part: 'key' | 'value') => {
    if (refs !== undefined && !values?.includes(word) && word !== '*') found.push({ word, section: refs, at, part });
  };
  const walk = (value: unknown, shape: Shape, at: string): void => {
    if (value === undefined || value === null) return;
    switch (shape.kind) {
      case 'text':
        if (typeof value === 'string') look(value, shape, at, 'value');
        return;
      case 'list':
        if (Array.isArray(value)) for (const [i, item] of value.entries()) walk(item, shape.of, at + pointer(i));
        return;
      case 'namedOrList':
        for (const [name, item] of Object.entries(value)) {
          look(name, shape, at + pointer(name), 'key');
          walk(item, shape.of, at + pointer(name));
        }
        return;
      case 'named':
        for (const [name, item] of Object.entries(value)) walk(item, shape.of, at + pointer(name));
        return;
      case 'map':
        for (const [name, item] of Object.entries(value)) {
          const key = Object.hasOwn(shape.keys, name) ? shape.keys[name] : undefined;
          if (key) walk(item, key.shape, at + pointer(name));
        }
        return;
      default:
    }
  };
  walk(item, shape, pointer(section, name));
  if (typeof item === 'object' && item !== null) kept.set(item, { name, section, found });
  return found;
}

/** Reports each name that no definition has. */
export function checkReferences(model: Model, report: (report: Report) => void): void {
  const names = new Map<SectionName, readonly string[]>();
  let compared = 0;
  const missing = ({ word, section, at, part }: Reference) => {
    const candidates = names.get(section) ?? Object.keys(known(model, section));
    names.set(section, candidates);
    compared += candidates.length;
    const near = compared > MOST_COMPARED ? undefined : nearest(word, candidates);
    const alike = near !== undefined && near !== word && lookOf(near) === lookOf(word);
    report({
      pointer: at,
      part,
      ...(BROKEN[section] && { clauses: BROKEN[section] }),
      message: `There is no ${section.replace(/ies$/, 'y').replace(/s$/, '')} \`${word}\` in this model. ${near === undefined ? `Define it in \`${section}\`, or correct the name.` : `Did you mean \`${near}\`?${alike ? ` They only look the same: ${differenceOf(word, near)}.` : ''}`}`,
      ...(near !== undefined &&
        part === 'value' && { fix: { title: `Change to ${near}`, replace: { at, value: near } } }),
    });
  };
  for (const section of SECTIONS) {
    const shape = MODEL.keys[section]?.shape;
    if (!shape) continue;
    const items = known(model, section);
    for (const name of namesIn(items)) {
      const found = referencesOf(section, name, items[name], shape.kind === 'named' ? shape.of : shape);
      for (const reference of found)
        if (!Object.hasOwn(known(model, reference.section), reference.word)) missing(reference);
    }
  }
}
