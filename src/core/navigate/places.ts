/** All places of a workspace's names, and what stands at a cursor. */
import { type ModelCache, type ModelFile, type ParsedModel, parseModel } from '../model/parse.ts';
import type { SectionName } from '../model/schema.ts';
import type { BehaviorText } from '../rules/behavior/source.ts';
import { placesInBehavior } from './in-behavior.ts';
import { placesInModel } from './in-model.ts';
import { type NamePlace, touches } from './place.ts';

export interface NamesInput {
  readonly files: readonly ModelFile[];
  readonly behavior: readonly BehaviorText[];
}
export interface Cursor {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
}
export interface Places {
  readonly all: readonly NamePlace[];
  readonly parsed: ParsedModel;
  /** What cannot be read, so that names in it may be missing. */
  readonly broken: readonly { readonly file: string; readonly line: number }[];
}

export function placesOf({ files, behavior }: NamesInput, cache?: ModelCache): Places {
  const parsed = parseModel(files, cache);
  const inModel = placesInModel(parsed, files);
  const defined = new Set(
    inModel.flatMap(({ role, section, name }) => (role === 'definition' ? [`${section} ${name}`] : [])),
  );
  const code = placesInBehavior(behavior, (section: SectionName, name: string) => defined.has(`${section} ${name}`));
  const syntax = parsed.findings.filter(({ rule }) => rule === 'syntax');
  return {
    all: [...inModel, ...code.places],
    parsed,
    broken: [...syntax.map(({ place }) => ({ file: place.file ?? '', line: place.line ?? 1 })), ...code.broken],
  };
}

/** The name under a cursor. Where two meet, the one that the cursor stands in. */
export const placeAt = ({ all }: Places, { file, line, column }: Cursor): NamePlace | undefined =>
  all.find((place) => place.file === file && touches(place, line, column));

export const sameName = (
  { all }: Places,
  { section, name }: Pick<NamePlace, 'section' | 'name'>,
): readonly NamePlace[] => all.filter((place) => place.section === section && place.name === name);
