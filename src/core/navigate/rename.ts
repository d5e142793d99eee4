/** A name changed wherever it stands, in model files, scenarios, waivers and behavior, or the reason why not. */
import type { TextEdit } from '../finding.ts';
import { pointer } from '../json-pointer.ts';
import type { Model } from '../model/model.ts';
import { parseModel } from '../model/parse.ts';
import type { SectionName } from '../model/schema.ts';
import { applyEdits, editOf } from '../rules/edit.ts';
import { written } from '../rules/names/rename-event.ts';
import type { FixStep } from '../rules/rule.ts';
import { isTypeName, nameProblem, oneOf } from './name-problem.ts';
import type { NamePlace } from './place.ts';
import { type Cursor, type NamesInput, type Places, placeAt, placesOf, sameName } from './places.ts';

export type Renaming =
  | { readonly edits: readonly TextEdit[]; readonly title: string }
  /** In words, for a person. */
  | { readonly refused: string };

/** The name at a cursor that can be renamed. */
export function renameable(places: Places, cursor: Cursor): NamePlace | { readonly refused: string } {
  const place = placeAt(places, cursor);
  if (!place) return { refused: 'Here stands no name that the model defines.' };
  if (!sameName(places, place).some(({ role }) => role === 'definition'))
    return { refused: `There is no ${oneOf(place.section)} \`${place.name}\` in this model: nothing to rename.` };
  return place;
}

/** `recorded`: types that stand in stored records; a renamed one of these keeps its old name as `formerly`. */
export function rename(input: NamesInput, cursor: Cursor, to: string, recorded: readonly string[] = []): Renaming {
  const places = placesOf(input);
  const [broken] = places.broken;
  if (broken)
    return {
      refused: `${broken.file} is broken at line ${broken.line}: a name there could be missed. Mend it, then rename.`,
    };
  const place = renameable(places, cursor);
  if ('refused' in place) return place;
  const { section, name: from } = place;
  if (to === from) return { edits: [], title: 'Nothing changes' };
  const { model } = places.parsed;
  // Its own old name may come back.
  const own = section === 'events' && model.events[from]?.formerly?.includes(to);
  const problem =
    own && !Object.hasOwn(model.events, to) && isTypeName(to) ? undefined : nameProblem(section, to, model);
  if (problem !== undefined) return { refused: problem };
  const steps = [{ section, from, to }, ...namespaced(model, section, from, to)];
  const edits: TextEdit[] = [];
  for (const step of steps) {
    const taken = places.all.find((p) => p.section === step.section && p.name === step.to && !own);
    if (taken)
      return {
        refused: `\`${step.to}\` is named already in ${taken.file}, line ${taken.range.line}, though nothing defines it. Both would become one.`,
      };
    for (const { file, whole, write } of sameName(places, { section: step.section, name: step.from }))
      edits.push({ file, ...whole, text: write(step.to) });
    if (step.section === 'events') edits.push(...formerlyEdits(places, step.from, step.to, recorded));
  }
  return isWhole(input, places, edits, steps)
    ? { edits, title: `Rename ${from} to ${to}` }
    : { refused: `\`${from}\` stands somewhere in a way that cannot be changed safely. Nothing was changed.` };
}

interface Step {
  readonly section: SectionName;
  readonly from: string;
  readonly to: string;
}

/** Types of a system bear its id: `sys.<id>.…`. */
function namespaced(model: Model, section: SectionName, from: string, to: string): readonly Step[] {
  const begins = `sys.${from}.`;
  if (section !== 'systems') return [];
  return (['events', 'commands'] as const).flatMap((of) =>
    Object.keys(model[of]).flatMap((name) =>
      name.startsWith(begins) ? [{ section: of, from: name, to: `sys.${to}.${name.slice(begins.length)}` }] : [],
    ),
  );
}

function formerlyEdits({ parsed }: Places, from: string, to: string, recorded: readonly string[]): readonly TextEdit[] {
  const event = parsed.model.events[from];
  const before = event?.formerly ?? [];
  const names = [...new Set([...before.filter((old) => old !== to), ...(recorded.includes(from) ? [from] : [])])];
  if (names.length === before.length && names.every((name, i) => name === before[i])) return [];
  const at = pointer('events', from);
  const value = `[${names.map(written).join(', ')}]`;
  const step: FixStep =
    event?.formerly === undefined
      ? { insert: { into: at, key: 'formerly', value } }
      : names.length === 0
        ? { remove: { at: `${at}/formerly` } }
        : { replace: { at: `${at}/formerly`, value } };
  return editOf({ title: '', ...step }, parsed)?.edits ?? [];
}

/** The edits made and read again: every place bears the new name, none the old one, and all else is as it was. */
function isWhole(input: NamesInput, before: Places, edits: readonly TextEdit[], steps: readonly Step[]): boolean {
  const edited = <T extends { readonly path: string; readonly text: string }>(file: T): T => ({
    ...file,
    text: applyEdits(
      file.text,
      edits.filter(({ file: path }) => path === file.path),
    ),
  });
  const files = input.files.map(edited);
  const after = placesOf({ files, behavior: input.behavior.map(edited) });
  const structure = (findings: readonly { readonly rule: string }[]) =>
    findings
      .map(({ rule }) => rule)
      .sort()
      .join();
  return (
    after.broken.length === 0 &&
    structure(parseModel(files).findings) === structure(before.parsed.findings) &&
    steps.every(
      ({ section, from, to }) =>
        sameName(after, { section, name: from }).length === 0 &&
        sameName(after, { section, name: to }).length === sameName(before, { section, name: from }).length,
    )
  );
}
