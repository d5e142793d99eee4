/** Two versions of a model compared: what changed, where it stands, and the problems that it makes (contract §6, §7). */
import type { Finding, Place, Severity } from '../finding.ts';
import { pointer } from '../json-pointer.ts';
import type { Model, ProfileName } from '../model/model.ts';
import type { ModelFile, ParsedModel } from '../model/parse.ts';
import { MODEL } from '../model/schema.ts';
import type { BehaviorFacts } from '../rules/behavior/facts.ts';
import { severityOf, worse } from '../rules/profiles.ts';
import { silence } from '../rules/silence.ts';
import type { Change } from './change.ts';
import { DIFF_RULES } from './diff-rules.ts';
import { diffModels } from './model-diff.ts';
import { namesOf } from './versions.ts';

export interface CompareOptions {
  /** Instead of those that the new model names. */
  readonly profiles?: readonly ProfileName[] | undefined;
  /** What the behavior of the new version declares; without it no upcaster is asked for. */
  readonly behavior?: BehaviorFacts | undefined;
}
export interface PlacedChange extends Change {
  /** In the files of its `side`. */
  readonly place: Place;
  /** Those of its problems that are not silenced. */
  readonly problems: readonly Finding[];
}
export interface ComparedModels {
  readonly profiles: readonly ProfileName[];
  readonly changes: readonly PlacedChange[];
  /** One for each rule and place, and what is silenced for nothing. */
  readonly problems: readonly Finding[];
}

/** Why files cannot be compared: broken text, or no model at all; undefined where they can. */
export function unreadable({ findings, documents }: ParsedModel): Finding | undefined {
  const broken = findings.find(({ rule }) => rule === 'syntax');
  if (broken) return broken;
  if (documents.some(({ document }) => document.sections.some(({ key }) => Object.hasOwn(MODEL.keys, key))))
    return undefined;
  const [file] = documents;
  const some = Object.keys(MODEL.keys).slice(0, 8).join(', ');
  return {
    rule: 'syntax',
    clauses: [],
    severity: 'error',
    place: { ...(file && { file: file.path }), line: 1, column: 1 },
    message: `It has no section of a model (${some} …).`,
  };
}

/** `OrderPlaced@1`; undefined where there is no behavior, or it cannot be told without running it. */
function upcastersOf(facts: BehaviorFacts | undefined): ReadonlySet<string> | undefined {
  if (!facts || facts.sections.upcasters.open) return undefined;
  return new Set([...facts.upcasters].flatMap(([name, versions]) => versions.map((version) => `${name}@${version}`)));
}

/** `files`: those of the new model, whose comments and waivers silence. */
export function compareModels(
  old: ParsedModel,
  now: ParsedModel,
  files: readonly ModelFile[],
  { profiles: asked, behavior }: CompareOptions = {},
): ComparedModels {
  const profiles = asked && asked.length > 0 ? asked : now.model.profiles;
  const changes = diffModels(old.model, now.model, { profiles, upcasters: upcastersOf(behavior) });
  const locate = ({ at, side }: Change) => (side === 'new' ? now : old).locate(at);
  const changeOf = new Map<Finding, Change>();
  for (const { first, ...said } of broken(changes, profiles, now.model))
    changeOf.set({ ...said, place: locate(first) }, first);
  const judged = (rule: string) => DIFF_RULES.some(({ id, fixed }) => id === rule && !fixed);
  const places = (finding: Finding) => placesInNew(changeOf.get(finding), now);
  const problems = silence([...changeOf.keys()], files, now, { fixed: () => false, judged, places });
  const byPlace = new Map<string, Finding[]>();
  for (const problem of problems) {
    const change = changeOf.get(problem);
    if (change) byPlace.set(placeOf(change), [...(byPlace.get(placeOf(change)) ?? []), problem]);
  }
  const placed = changes.map((change): PlacedChange => {
    const own = (byPlace.get(placeOf(change)) ?? []).filter(({ rule }) => change.broken.some((b) => b.rule === rule));
    return { ...change, place: locate(change), problems: own };
  });
  return { profiles, changes: placed, problems };
}

const placeOf = ({ at, side }: Change) => `${side} ${at}`;

/** What the changes break: one for each rule and place with all its clauses, also where a rule has no clause. */
function broken(changes: readonly Change[], profiles: readonly ProfileName[], { rules }: Model) {
  const found = new Map<string, Omit<Finding, 'place'> & { readonly first: Change }>();
  for (const change of changes)
    for (const { rule, clauses } of change.broken) {
      const severity = severityOfRule(rule, profiles, rules);
      if (severity === 'off') continue;
      const key = `${rule} ${placeOf(change)}`;
      const before = found.get(key);
      const { message } = change;
      found.set(key, {
        rule,
        clauses: [...new Set([...(before?.clauses ?? []), ...clauses])],
        severity,
        message: !before ? message : before.message.includes(message) ? before.message : `${before.message} ${message}`,
        first: before?.first ?? change,
      });
    }
  return [...found.values()];
}

function severityOfRule(id: string, profiles: readonly ProfileName[], own: Model['rules']): Severity {
  const meta = DIFF_RULES.find((rule) => rule.id === id);
  if (!meta) return 'error';
  return profiles.map((profile) => severityOf(meta, profile, own)).reduce(worse, 'off');
}

/**
 * Where the new text can silence a change: on the line above it; above any part around it that is still there, where it is gone. An event is
 * known by its new name. A waiver knows it by its pointer, as either model writes it.
 */
function placesInNew(change: Change | undefined, now: ParsedModel): readonly Place[] {
  if (!change) return [];
  const { at, side } = change;
  if (side === 'new') return [now.locate(at)];
  const here = renamed(at, now.model);
  const places: Place[] = [{ pointer: at }, { pointer: here }];
  for (let part = here; part !== ''; part = part.slice(0, part.lastIndexOf('/'))) {
    const place = now.exactly(part);
    if (place?.file !== undefined && place.line !== undefined) places.push({ file: place.file, line: place.line });
  }
  return places;
}

/** `/events/Old/payload` -> `/events/New/payload`, where New says that it was Old. */
function renamed(at: string, { events }: Model): string {
  const [, name, rest = ''] = /^\/events\/([^/]+)(.*)$/s.exec(at) ?? [];
  if (name === undefined) return at;
  const own = name.replace(/~1/g, '/').replace(/~0/g, '~');
  if (Object.hasOwn(events, own)) return at;
  const now = Object.entries(events).find(([event, model]) => namesOf(event, model).includes(own));
  return now ? pointer('events', now[0]) + rest : at;
}
