/** Events compared: payloads, versions, names and streams, and what each breaking change still needs (ES-031, ES-033, EM-050, EM-051, HL-002). */

import { pointer } from '../json-pointer.ts';
import type { EventModel, Model } from '../model/model.ts';
import { type Broken, change, inNew, inOld } from './change.ts';
import { closedEnums, comparePayloads, type Difference } from './compare-payloads.ts';
import { type DiffContext, driftOf, entryOf } from './diff-parts.ts';
import { brokenBy, brokenRule, type Remedies } from './diff-rules.ts';
import { advice, sentence } from './difference-text.ts';
import { hearers, namesOf, payloadAt, payloadsOf, planned, upcastBy, versionOf } from './versions.ts';

/** An event of the old model and what it is in the new one. */
interface Pair {
  readonly oldName: string;
  readonly name: string;
  readonly old: EventModel;
  readonly now: EventModel;
  readonly at: { readonly old: string; readonly now: string };
}

const JUDGED = new Set(['payload', 'schema', 'versions', 'version', 'stream', 'kind', 'formerly']);
const ENUM = 'enum-open-to-change';

function tellDifferences(
  context: DiffContext,
  where: string,
  differences: readonly Difference[],
  remedies: Remedies,
): void {
  const { profiles, tell } = context;
  const asked = brokenBy(profiles, remedies);
  for (const found of differences) {
    const breaking = found.readers === true || found.records === true;
    const closed = found.closed ? (brokenRule(ENUM, profiles) ?? []) : [];
    const broken: Broken[] = [...(breaking ? asked : []), closed].flat();
    const kind = breaking ? 'breaking' : found.drift ? 'drift' : 'compatible';
    tell(
      change(kind, found.what, found, `${sentence(where, found)} ${advice(found, broken, remedies)}`.trim(), broken),
    );
  }
}

const remediesOf = ({ old: oldModel, now: nowModel, upcasters }: DiffContext, pair: Pair): Remedies => {
  const [from, to] = [versionOf(pair.old), versionOf(pair.now)];
  const versioned = to > from;
  const { stream } = pair.now;
  return {
    versioned,
    planned: planned(nowModel, namesOf(pair.name, pair.now), from, versioned ? to : undefined),
    upcast: upcasters && upcastBy(upcasters, pair.name, from, to),
    newStream: stream !== undefined && stream !== pair.old.stream && !Object.hasOwn(oldModel.streams, stream),
    heard: hearers(oldModel, [pair.oldName]).length > 0,
  };
};
const UNDONE = { versioned: false, planned: false, upcast: undefined, newStream: false } as const;

/** Returns whether the payload has another structure. */
function payloads(context: DiffContext, pair: Pair, remedies: Remedies): boolean {
  const { tell } = context;
  const old = payloadAt(pair.old, pair.at.old);
  const now = payloadAt(pair.now, pair.at.now);
  const where = `\`${pair.name}\``;
  if (!old && now) {
    tell(change('drift', 'payload declared', inNew(now.at), `The payload of ${where} was not declared and now is.`));
    tellDifferences(context, where, closedEnums(now), remedies);
    return true;
  }
  if (!old || !now) {
    if (!old) return false;
    const gone = { what: 'payload removed', ...inOld(old.at), path: '', readers: true } as const;
    tellDifferences(context, where, [gone], remedies);
    return true;
  }
  const differences = comparePayloads(old, now);
  tellDifferences(context, where, differences, remedies);
  return differences.some(({ drift }) => !drift);
}

function version(context: DiffContext, { old, now, name, at }: Pair, remedies: Remedies, changed: boolean): void {
  const { tell, profiles } = context;
  const [from, to] = [versionOf(old), versionOf(now)];
  const place = now.version === undefined ? inOld(`${at.old}/version`) : inNew(`${at.now}/version`);
  if (to > from) {
    const kept = Object.hasOwn(now.versions ?? {}, String(from));
    const why = changed ? '' : ' Its payload did not change.';
    tell(
      change(
        'compatible',
        'version raised',
        place,
        `\`${name}\` went from version ${from} to ${to}.${why} ${kept ? `\`versions\` keeps ${from}.` : `\`versions\` does not keep ${from}: what its records hold is not written down any more.`}`,
      ),
    );
  } else if (to < from)
    tell(
      change(
        'breaking',
        'version lowered',
        place,
        `\`${name}\` went from version ${from} back to ${to}: one number now stands for two payloads. Versions only go up: use ${from + 1}.`,
        brokenBy(profiles, { ...remedies, versioned: false, planned: false }),
      ),
    );
  else if (old.version !== now.version)
    tell(
      change(
        'drift',
        'version changed',
        place,
        `The version of \`${name}\` is ${to}; it is ${now.version === undefined ? 'no longer' : 'now'} written.`,
      ),
    );
}

/** Versions that both models know keep their payload; one that is gone is handled by nobody any more. */
function keptVersions(context: DiffContext, pair: Pair): void {
  const { now: nowModel, profiles, tell } = context;
  const { name, old, now } = pair;
  const before = payloadsOf(old, pair.at.old);
  const after = payloadsOf(now, pair.at.now);
  const heard = hearers(context.old, [pair.oldName]).length > 0;
  for (const [number, payload] of before) {
    if (!after.has(number)) {
      const readers = Object.entries(nowModel.consumers).flatMap(([consumer, { on = {} }]) =>
        namesOf(name, now).some((known) => entryOf(on, known)?.includes(number)) ? [consumer] : [],
      );
      const plan = planned(nowModel, namesOf(name, now), number);
      const broken = readers.length > 0 && !plan ? (brokenRule('breaking-change-planned', profiles) ?? []) : [];
      const refused =
        readers.length > 0 && profiles.includes('game') ? (brokenRule('breaking-change-refused', ['game']) ?? []) : [];
      const at = Object.hasOwn(old.versions ?? {}, String(number))
        ? `${pair.at.old}/versions/${number}`
        : `${pair.at.old}/version`;
      const who = readers.map((reader) => `\`${reader}\``).join(', ');
      tell(
        change(
          readers.length > 0 ? 'breaking' : 'drift',
          'version removed',
          inOld(at),
          `Version ${number} of \`${name}\` is no longer known${readers.length > 0 ? `, but ${who} still names it.${plan ? ' A migration says how it goes.' : ' Keep it in `versions`, or say in `migrations` how its readers get on.'}` : '; no consumer names it. Records of it cannot be read by the model.'}`,
          [broken, refused].flat(),
        ),
      );
      continue;
    }
    if (number === versionOf(old) && number === versionOf(now)) continue;
    const kept = after.get(number);
    if (!payload || !kept) continue;
    const differences = comparePayloads(payload, kept).filter(({ drift }) => !drift);
    tellDifferences(
      context,
      `version ${number} of \`${name}\``,
      differences.map(({ closed: _, ...found }) => found),
      { ...UNDONE, heard },
    );
  }
}

const kindOf = (model: Model, { kind, stream }: EventModel) => kind ?? entryOf(model.streams, stream)?.record_kind;

/** An event stays with records of its kind. */
function stream(context: DiffContext, { name, old, now, at }: Pair): void {
  const { old: oldModel, now: nowModel, profiles, tell } = context;
  const [before, after] = [kindOf(oldModel, old), kindOf(nowModel, now)];
  const moved = old.stream !== now.stream;
  if (!moved && old.kind === now.kind) return;
  const other = before !== undefined && after !== undefined && before !== after;
  const broken = other ? [brokenRule('stream-meaning-stable', profiles) ?? []].flat() : [];
  const key = moved ? 'stream' : 'kind';
  const place = now[key] === undefined ? inOld(`${at.old}/${key}`) : inNew(`${at.now}/${key}`);
  const meaning = other
    ? `It was ${before} and is ${after}: what its name says means something else now. Give the ${after} a name and a stream of its own, and leave this one.`
    : 'It is of the same kind as before.';
  const text = moved
    ? `\`${name}\` moved from ${old.stream ? `\`${old.stream}\`` : 'no stream'} to ${now.stream ? `\`${now.stream}\`` : 'none'}.`
    : `The kind of \`${name}\` is written otherwise.`;
  tell(change('drift', `${key} changed`, place, `${text} ${meaning}`, broken));
}

function formerNames(context: DiffContext, { name, old, now, at }: Pair): void {
  const known = namesOf(name, now);
  const lost = (old.formerly ?? []).filter(
    (former) => !known.includes(former) && !Object.hasOwn(context.now.events, former),
  );
  if (lost.length === 0) return;
  context.tell(
    change(
      'breaking',
      'former name removed',
      inOld(`${at.old}/formerly`),
      `\`${name}\` no longer says that it was ${lost.map((former) => `\`${former}\``).join(', ')}: stored records of that name are of no known type. Keep it in \`formerly\`.`,
      brokenBy(context.profiles, { ...UNDONE, heard: false }),
    ),
  );
}

function removedEvent(context: DiffContext, name: string, event: EventModel): void {
  const plan = planned(context.now, [name], versionOf(event));
  const heard = hearers(context.old, [name]).length > 0;
  const broken = brokenBy(context.profiles, { ...UNDONE, versioned: plan, planned: plan, heard });
  context.tell(
    change(
      'breaking',
      'event removed',
      inOld(pointer('events', name)),
      `\`${name}\` is gone: its readers wait for it, and stored records of it are of no known type. If it has another name now, say \`formerly: [${name}]\` there; else keep it.`,
      broken,
    ),
  );
}

/** Returns the events, by their new names, whose payload has another structure. */
export function diffEvents(context: DiffContext): ReadonlySet<string> {
  const { old: oldModel, now: nowModel, tell } = context;
  const changed = new Set<string>();
  const gone = new Set(Object.keys(oldModel.events).filter((name) => !Object.hasOwn(nowModel.events, name)));
  for (const [name, now] of Object.entries(nowModel.events)) {
    const at = pointer('events', name);
    const renamed = (now.formerly ?? []).filter((former) => gone.has(former));
    for (const oldName of renamed) {
      gone.delete(oldName);
      tell(
        change(
          'compatible',
          'event renamed',
          inNew(at),
          `\`${oldName}\` is now \`${name}\`, and \`formerly\` says so.`,
        ),
      );
    }
    const before = entryOf(oldModel.events, name);
    const sources = [...(before ? [name] : []), ...renamed];
    if (sources.length === 0) {
      tell(change('compatible', 'event added', inNew(at), `\`${name}\` is new.`));
      const payload = payloadAt(now, at);
      if (payload) tellDifferences(context, `\`${name}\``, closedEnums(payload), { ...UNDONE, heard: false });
    }
    for (const oldName of sources) {
      const old = entryOf(oldModel.events, oldName);
      if (!old) continue;
      const pair: Pair = { oldName, name, old, now, at: { old: pointer('events', oldName), now: at } };
      const remedies = remediesOf(context, pair);
      const structure = payloads(context, pair, remedies);
      if (structure) changed.add(name);
      version(context, pair, remedies, structure);
      keptVersions(context, pair);
      stream(context, pair);
      formerNames(context, pair);
      driftOf(context, `\`${name}\``, pair.at, [old, now], JUDGED);
    }
  }
  for (const name of gone) {
    const event = entryOf(oldModel.events, name);
    if (event) removedEvent(context, name, event);
  }
  return changed;
}
