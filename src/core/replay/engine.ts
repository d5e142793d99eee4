/** Replay over a journal by a person's behavior: seek to any slot, and the whole answer of `factline replay`. Runs in every host. */
import type { Model } from '../model/model.ts';
import { sameJson } from '../prove/digest.ts';
import { canonicalBytes } from '../record/canonical.ts';
import { sha256 } from '../record/chain.ts';
import type { JsonObject, JsonValue } from '../record/record.ts';
import { type PassedOverList, type PassedOverRange, passedOver } from './admission.ts';
import type { Behavior } from './behavior.ts';
import { changesOf } from './changes.ts';
import { type Checkpoint, MOST_BETWEEN, weightOf } from './checkpoint.ts';
import { valueAt } from './event.ts';
import { replayFacts } from './facts.ts';
import type { ReplayJournal } from './journal.ts';
import { type Part, type PartWanted, partOf, shownChanges } from './part.ts';
import { NotJsonError, StateSizeError } from './plain.ts';
import { CHECKPOINT_EVERY, type HandedProjections, projectionsOf, type Snapshot } from './projections.ts';
import { shortJson } from './short.ts';
import { type ReplayHost, verdictOf } from './step.ts';
import { type HandedSubjects, subjectsOf } from './subjects.ts';
import { unheardOf } from './unheard.ts';
import type { LogLine, ReplayAnswer, ReplayResult, SeekRequest, StateView, WatchedNow } from './view.ts';

export interface Replay {
  seek(request: SeekRequest): Promise<StateView>;
  /** Without its hash: see `withHash`. */
  result(slot: number): Promise<ReplayAnswer>;
  /** What was skipped, parked or marked, with its place. */
  passedOver(range?: PassedOverRange): PassedOverList;
  /** What resuming here needs: at this slot, at the head where that was folded, and at most 16 between. */
  checkpoints(slot: number, subject?: string): Promise<readonly Checkpoint[]>;
  /** What a replay of a behavior that is the same up to these slots (0-based) can go on with. */
  handOver(until: { readonly projections: number; readonly subjects: number }): HandedOver;
  /** Forgets blocks; answers stay the same. */
  dropBlocks(): void;
  /** Forgets checkpoints too. */
  dropCaches(): void;
}

export interface HandedOver {
  readonly projections: HandedProjections;
  readonly subjects: HandedSubjects;
}

export interface ReplayInput {
  readonly journal: ReplayJournal;
  readonly behavior: Behavior;
  readonly model: Model | undefined;
  readonly host: ReplayHost;
  /** The console lines since it was last called. */
  readonly takeLogs: () => readonly LogLine[];
  readonly handed?: HandedOver | undefined;
  /** Of the same behavior over the same journal. */
  readonly stored?: readonly Checkpoint[] | undefined;
}

const ROWS = 50;
const MAX_ROWS = 500;
const MOST_WATCHED = 100;
/** What is stored of one behavior over one journal, roughly. */
const STORED_BYTES = 32 * 2 ** 20;
const pathValue = (value: JsonValue | undefined, path: readonly (string | number)[]) =>
  valueAt(value, path.map(String)) as JsonValue | undefined;

/** Throws a BehaviorError where model and behavior disagree. */
export function createReplay({ journal, behavior, model, host, takeLogs, handed, stored = [] }: ReplayInput): Replay {
  const facts = replayFacts(model, behavior);
  const projections = projectionsOf(journal, behavior, facts, host, handed?.projections);
  const subjects = subjectsOf(journal, behavior, facts, host, handed?.subjects);
  for (const checkpoint of stored) {
    host.ownWork();
    try {
      projections.restore(checkpoint);
      if (checkpoint.subject) subjects.restore(checkpoint.subject);
    } catch (error) {
      // What is no state is not taken up, but folded.
      if (!(error instanceof NotJsonError || error instanceof StateSizeError)) throw error;
    }
  }
  const { order } = journal;

  /** Values at paths, and whether the last step changed them. */
  const watchedAt = async (
    watch: NonNullable<SeekRequest['watch']>,
    before: Snapshot,
    now: Snapshot,
    reach: number,
  ): Promise<readonly WatchedNow[]> => {
    const values = async (target: string, key: string): Promise<readonly (JsonValue | undefined)[]> => {
      const p = projections.list.findIndex(({ name }) => target === `projection/${name}`);
      if (p >= 0) return [projections.row(before, p, key), projections.row(now, p, key)];
      const subject = subjects.find(key) ?? 0;
      if (`fold/${subjects.foldOf(subject)?.name}` !== target) return [];
      const earlier = await subjects.at(subject, Math.max(0, reach - 1));
      return [earlier?.state, (await subjects.at(subject, reach))?.state];
    };
    const found: WatchedNow[] = [];
    for (const { target, key, path } of watch.slice(0, MOST_WATCHED)) {
      const [was, is] = await values(target, key);
      const value = pathValue(is, path);
      found.push({
        text: value === undefined ? undefined : shortJson(value),
        changed: was !== is && !sameJson(pathValue(was, path), value),
      });
    }
    return found;
  };

  const subjectAt = async (name: string | undefined, slots: number): Promise<Pick<Checkpoint, 'subject'>> => {
    const subject = name === undefined ? undefined : subjects.find(name);
    const found = subject === undefined ? undefined : await subjects.at(subject, slots);
    if (name === undefined || !found || found.error || weightOf(found.state, STORED_BYTES) > STORED_BYTES) return {};
    return { subject: { name, records: found.records, state: found.state } };
  };

  const seek = async (request: SeekRequest): Promise<StateView> => {
    const wanted = Math.max(0, Math.min(Math.floor(request.slot), order.count));
    const before = await projections.at(Math.max(0, wanted - 1));
    const { snapshot, touched } =
      wanted === 0 || before.stopped ? { snapshot: before, touched: [] } : await projections.step(before);
    const slot = wanted;
    const row = slot > 0 ? order.slotRow[slot - 1] : undefined;
    const own = row === undefined ? 0 : (order.subject[row] ?? 0);
    const subject = request.subject === undefined ? own : (subjects.find(request.subject) ?? 0);
    // What stops the replay stops the folds too.
    const reach = snapshot.stopped?.slot === undefined ? slot : Math.min(slot, snapshot.stopped.slot - 1);
    const projectionLogs = takeLogs();
    const watched = await watchedAt(request.watch ?? [], before, snapshot, reach);
    const listed = request.subjects && (await subjects.page(reach, request.subjects));
    // What other subjects say in this slot is not of this view.
    takeLogs();
    const earlier = subject === 0 ? undefined : await subjects.at(subject, Math.max(0, reach - 1));
    const now = subject === 0 ? undefined : await subjects.at(subject, reach);
    const logs = [...projectionLogs, ...takeLogs()].filter((line) => line.slot === slot);
    const p =
      request.projection === undefined ? 0 : projections.list.findIndex(({ name }) => name === request.projection);
    const projection = projections.list[p];
    const keys = projection ? projections.keys(snapshot, p, request.keyFilter) : [];
    const from = Math.max(0, request.rowsFrom ?? 0);
    const page = keys.slice(from, from + Math.min(MAX_ROWS, request.rowsCount ?? ROWS));
    const held = snapshot.held[p];
    const type = row === undefined ? '' : (order.types[order.type[row] ?? 0] ?? '');
    const subjectChanges = slot > 0 && now ? changesOf(earlier?.state, now.state) : [];
    return {
      slot,
      subject: subject === 0 ? undefined : order.subjects[subject],
      ...shownState(now?.state, request.parts && (request.parts.subject ?? {})),
      subjectChanges: request.parts ? shownChanges(subjectChanges) : subjectChanges,
      ...(now?.error && { subjectError: now.error }),
      projection: projection?.name,
      rows: page.map((key) => {
        const value = projections.row(snapshot, p, key) ?? null;
        const wanted = request.parts?.row?.key === key ? request.parts.row : {};
        const part = request.parts && partOf(value, wanted);
        const changes = touched[p]?.has(key) ? changesOf(projections.row(before, p, key), value) : [];
        return {
          key,
          text: shortJson(value),
          value: part ? part.value : value,
          ...(part && { part: without(part) }),
          changes: request.parts ? shownChanges(changes) : changes,
        };
      }),
      rowsTotal: keys.length,
      touched: [...(touched[p] ?? [])],
      watched,
      ...(listed && { subjects: listed }),
      ...(held?.error && { projectionError: held.error }),
      logs,
      notApplied: snapshot.notApplied,
      withoutKey: held?.withoutKey ?? 0,
      gapBefore: row === undefined ? 0 : (order.gapBefore.get(row) ?? 0),
      applied:
        row === undefined
          ? 'before the first record'
          : verdictOf(facts, behavior, order.applied[row] ?? 0, type, order.version[row] ?? 1),
      ...(snapshot.stopped && { error: snapshot.stopped }),
    };
  };

  const answerAt = async (slot: number): Promise<ReplayAnswer> => {
    const snapshot = await projections.at(slot);
    const reach = snapshot.stopped?.slot === undefined ? Math.min(slot, order.count) : snapshot.stopped.slot - 1;
    let error = snapshot.stopped ?? snapshot.held.find((h) => h.error)?.error;
    const states: [string, JsonValue][] = [];
    for (let subject = 1; subject < order.subjects.length; subject++) {
      if ((journal.slotsOf(subject)[0] ?? reach) >= reach) continue;
      const found = await subjects.at(subject, reach);
      if (!found) continue;
      states.push([order.subjects[subject] ?? '', found.state]);
      if (found.error && (!error || (found.error.slot ?? 0) < (error.slot ?? 0))) error = found.error;
    }
    const views = projections.list.map(({ name }, p): [string, JsonValue] => [
      name,
      fromEntries(projections.keys(snapshot, p).map((key) => [key, projections.row(snapshot, p, key) ?? null])),
    ]);
    takeLogs();
    host.ownWork();
    return {
      slot: reach,
      states: fromEntries(states),
      views: fromEntries(views),
      not_applied: snapshot.notApplied,
      unheard: unheardOf(order, facts, behavior, reach),
      ...(error && { error }),
    };
  };

  /** `on_replay.throw` is always `stop`: the answer is of the slot before the first throw, for everything alike. */
  const result = async (slot: number): Promise<ReplayAnswer> => {
    const answer = await answerAt(slot);
    const { error } = answer;
    if (error?.slot === undefined || answer.slot < error.slot) return answer;
    return { ...(await answerAt(error.slot - 1)), error };
  };

  return {
    seek,
    result,
    async checkpoints(slot, subject) {
      // A step back from the cursor is what a seek to it begins with.
      const at = Math.max(0, Math.min(Math.floor(slot), order.count) - 1);
      const folded = projections.checkpointed();
      const between = folded.filter((slots) => slots !== at && slots > 0 && slots < order.count);
      const few =
        between.length <= MOST_BETWEEN
          ? between
          : Array.from(
              { length: MOST_BETWEEN },
              (_, i) => between[Math.floor(((i + 1) * between.length) / MOST_BETWEEN) - 1],
            );
      // The head only where folding to it is no more than a step between checkpoints.
      const head = order.count - (folded.at(-1) ?? 0) <= CHECKPOINT_EVERY ? [order.count] : [];
      const chosen: Checkpoint[] = [];
      let room = STORED_BYTES;
      host.ownWork();
      for (const slots of new Set([at, ...head, ...few])) {
        if (slots === undefined || slots === 0) continue;
        const found = projections.stored(await projections.at(slots));
        if (!found) continue;
        const weight = weightOf(found.projections as unknown as JsonValue, room);
        if (weight > room) continue;
        room -= weight;
        chosen.push(slots === at ? { ...found, ...(await subjectAt(subject, at)) } : found);
      }
      takeLogs();
      return chosen;
    },
    handOver: (until) => ({
      projections: projections.handOver(until.projections),
      subjects: subjects.handOver(until.subjects),
    }),
    passedOver: (range) => passedOver(order, facts, behavior, range),
    dropBlocks: () => journal.dropCache(),
    dropCaches() {
      projections.dropCheckpoints();
      journal.dropCache();
    },
  };
}

const without = ({ value: _, ...part }: Part): Omit<Part, 'value'> => part;

function shownState(
  state: JsonValue | undefined,
  wanted: PartWanted | undefined,
): Pick<StateView, 'subjectState' | 'subjectPart'> {
  const part = state === undefined || !wanted ? undefined : partOf(state, wanted);
  return part ? { subjectState: part.value, subjectPart: without(part) } : { subjectState: state };
}

/** What is hashed is `{ states, views }`; outside of the sandbox, which has no hashes, and would not be believed. */
export async function withHash(answer: ReplayAnswer): Promise<ReplayResult> {
  const { states, views } = answer;
  return { ...answer, hash: `sha256:${await sha256(canonicalBytes({ states, views }))}` };
}

/** Like Object.fromEntries, but `__proto__` is a key like any other. */
function fromEntries(entries: readonly (readonly [string, JsonValue])[]): JsonObject {
  const object: Record<string, JsonValue> = Object.create(null);
  for (const [key, value] of entries) object[key] = value;
  return object;
}
