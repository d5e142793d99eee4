/** Which scenarios an edit of deciders can change, so that they are run first. */
import type { Place } from '../finding.ts';
import type { JsonValue } from '../record/record.ts';
import { scenariosOf } from './scenario-text.ts';

export interface DeciderText {
  readonly name: string;
  readonly text: string;
}
interface Given {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly deciders: readonly { readonly name: string; readonly place: Place }[];
}

/** Each decider's lines, up to where the next one begins; of the last one of a file, all that is left. */
export function deciderTexts({ files, deciders }: Given): readonly DeciderText[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.split('\n');
    const here = deciders
      .filter(({ place }) => place.file === path)
      .map(({ name, place: { line = 1 } }) => ({ name, line }))
      .sort((a, b) => a.line - b.line);
    return here.map(({ name, line }, i) => ({
      name,
      text: lines.slice(line - 1, (here[i + 1]?.line ?? lines.length + 1) - 1).join('\n'),
    }));
  });
}

/** The commands whose deciders are new or another text. */
export function changedDeciders(before: readonly DeciderText[], after: readonly DeciderText[]): ReadonlySet<string> {
  const known = new Map(before.map(({ name, text }) => [name, text]));
  return new Set(after.filter(({ name, text }) => known.get(name) !== text).map(({ name }) => name));
}

/** The scenarios that run one of these commands. */
export function scenariosWith(
  scenarios: Readonly<Record<string, JsonValue>>,
  commands: ReadonlySet<string>,
): ReadonlySet<string> {
  if (commands.size === 0) return new Set();
  const runs = (name: string, value: JsonValue) =>
    scenariosOf(name, value).some(({ when }) => when.some(({ type }) => commands.has(type)));
  return new Set(Object.entries(scenarios).flatMap(([name, value]) => (runs(name, value) ? [name] : [])));
}
