/** Names that stand for a definition elsewhere in the model: each must be there. Always on. */
import { differenceOf, lookOf } from '../model/lookalike.ts';
import type { Model } from '../model/model.ts';
import { MODEL, nearest, SECTIONS, type SectionName, type Shape } from '../model/schema.ts';
import { pointer, type Report } from './rule.ts';

const known = (model: Model, section: SectionName): Readonly<Record<string, unknown>> => model[section];

/** Ten thousand unknown names among ten thousand known ones: nobody reads so many guesses. */
const MOST_COMPARED = 1_000_000;

/** Reports each name that no definition has. */
export function checkReferences(model: Model, report: (report: Report) => void): void {
  const names = new Map(SECTIONS.map((section) => [section, Object.keys(known(model, section))]));
  let compared = 0;
  const look = (
    word: string,
    shape: { readonly refs?: SectionName; readonly values?: readonly string[] },
    at: string,
    part: 'key' | 'value',
  ) => {
    if (
      shape.refs === undefined ||
      shape.values?.includes(word) ||
      word === '*' ||
      Object.hasOwn(known(model, shape.refs), word)
    )
      return;
    const candidates = names.get(shape.refs) ?? [];
    compared += candidates.length;
    const near = compared > MOST_COMPARED ? undefined : nearest(word, candidates);
    const alike = near !== undefined && near !== word && lookOf(near) === lookOf(word);
    report({
      pointer: at,
      part,
      message: `There is no ${shape.refs.replace(/ies$/, 'y').replace(/s$/, '')} \`${word}\` in this model. ${near === undefined ? `Define it in \`${shape.refs}\`, or correct the name.` : `Did you mean \`${near}\`?${alike ? ` They only look the same: ${differenceOf(word, near)}.` : ''}`}`,
      ...(near !== undefined &&
        part === 'value' && { fix: { title: `Change to ${near}`, replace: { at, value: near } } }),
    });
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
  for (const section of SECTIONS) {
    const shape = MODEL.keys[section]?.shape;
    if (shape) walk(known(model, section), shape, pointer(section));
  }
}
