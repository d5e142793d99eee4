/** The state of a subject: its records are found by index and folded when shown (contract §3, folds). */
import type { JsonValue } from '../record/record.ts';
import { admissionOf } from './admission.ts';
import type { Behavior, Fold } from './behavior.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { ReplayFacts } from './facts.ts';
import type { ReplayJournal } from './journal.ts';
import { shortJson } from './short.ts';
import type { ReplayOrder } from './source.ts';
import { currentEvent, type ReplayHost, runHandler, StepError } from './step.ts';
import type { ReplayError, SeekRequest, SubjectPage, SubjectRow } from './view.ts';

export interface SubjectState {
  readonly state: JsonValue;
  /** The fold ended before the asked slot; `state` is the one before. */
  readonly error: ReplayError | undefined;
  /** How many of its records were folded or passed over. */
  readonly records: number;
}

export interface Subjects {
  /** Index in `order.subjects`. */
  find(name: string): number | undefined;
  foldOf(subject: number): { readonly name: string; readonly fold: Fold } | undefined;
  /** State after `slots` slots; undefined where no fold takes the subject. `stopAt`: replay ended there, 1-based. */
  at(subject: number, slots: number): Promise<SubjectState | undefined>;
  /** Takes up a state that was stored, where it fits. */
  restore(subject: NonNullable<Checkpoint['subject']>): void;
  /** States kept of records within so many slots, for a behavior that is the same until there. */
  handOver(until: number): HandedSubjects;
  /** Those with a fold and a record within `slots` slots. Only the states of the asked page are folded. */
  page(slots: number, wanted: NonNullable<SeekRequest['subjects']>): Promise<SubjectPage>;
}

/** By subject, after each 256 of its records. */
export type HandedSubjects = ReadonlyMap<number, (SubjectState | undefined)[]>;

const KEEP_EVERY = 256;
/** More than a page of the table shows. */
const SUBJECTS_KEPT = 256;
const MOST_ROWS = 200;

/** The fold that takes a subject (contract §3): that of its type, else `*`. Records without a subject have none. */
export function foldOfSubject(
  order: ReplayOrder,
  { folds }: Behavior,
  subject: number,
): { readonly name: string; readonly fold: Fold } | undefined {
  if (subject === 0) return undefined;
  const type = order.subjectTypes[order.subjectTypeOf[subject] ?? 0] ?? '';
  const own = type === '' ? undefined : folds.get(type);
  if (own) return { name: type, fold: own };
  const rest = folds.get('*');
  return rest && { name: '*', fold: rest };
}

export function subjectsOf(
  journal: ReplayJournal,
  behavior: Behavior,
  facts: ReplayFacts,
  host: ReplayHost,
  handed?: HandedSubjects,
): Subjects {
  const { order } = journal;
  const kept = new Map<number, (SubjectState | undefined)[]>(handed);
  const restored = new Map<number, SubjectState>();
  let byName: Map<string, number> | undefined;

  const foldOf = (subject: number) => foldOfSubject(order, behavior, subject);

  /** Scrolling asks for the same list again. */
  let last: { readonly question: string; readonly listed: readonly number[] } | undefined;
  const matching = async (slots: number, filter = ''): Promise<readonly number[]> => {
    const question = `${slots} ${filter}`;
    if (last?.question === question) return last.listed;
    const needle = filter.toLowerCase();
    const listed: number[] = [];
    for (let subject = 1; subject < order.subjects.length; subject++) {
      if ((subject & 4095) === 0) await host.pause();
      if ((journal.slotsOf(subject)[0] ?? slots) >= slots) continue;
      if (needle !== '' && !order.subjects[subject]?.toLowerCase().includes(needle)) continue;
      if (foldOf(subject)) listed.push(subject);
    }
    last = { question, listed };
    return listed;
  };

  const replayed: Subjects = {
    find(name) {
      byName ??= new Map(order.subjects.map((n, i) => [n, i]));
      return name === '' ? undefined : byName.get(name);
    },
    foldOf,
    async at(subject, slots) {
      const chosen = foldOf(subject);
      if (!chosen) return undefined;
      const { fold, name } = chosen;
      const mine = journal.slotsOf(subject);
      const low = countBefore(mine, slots);
      const marks = kept.get(subject) ?? [];
      kept.delete(subject);
      kept.set(subject, marks);
      for (const oldest of kept.keys()) if (kept.size > SUBJECTS_KEPT) kept.delete(oldest);
      let from = Math.min(Math.floor(low / KEEP_EVERY), marks.length - 1);
      while (from > 0 && !marks[from]) from--;
      let { state, error, records } = (from >= 0 ? marks[from] : undefined) ?? {
        state: fold.initial,
        error: undefined,
        records: 0,
      };
      const known = restored.get(subject);
      if (known && known.records <= low && known.records > records) ({ state, error, records } = known);
      await journal.prefetch(mine.subarray(records, low).map((slot) => order.slotRow[slot] ?? 0));
      for (; records < low && !error; records++) {
        if ((records & 15) === 0) await host.pause();
        if (records % KEEP_EVERY === 0) marks[records / KEEP_EVERY] ??= { state, error, records };
        const slot = mine[records] ?? 0;
        const { row, name: type, folded } = admissionOf(order, facts, behavior, slot);
        const handler = folded ? (fold.on.get(type) ?? fold.on.get('*')) : undefined;
        if (!handler) continue;
        const read = journal.record(row);
        const record = read instanceof Promise ? await read : read;
        try {
          const event = currentEvent(host, facts, behavior, record, slot);
          state = runHandler(host, `fold/${name}`, { slot, event }, handler, state, false) ?? null;
        } catch (e) {
          if (!(e instanceof StepError)) throw e;
          error = e.detail;
        }
      }
      return { state, error, records };
    },
    restore({ name, records, state }) {
      const subject = replayed.find(name);
      if (subject === undefined || records > journal.slotsOf(subject).length) return;
      restored.set(subject, { state: host.plain(state, 'state'), error: undefined, records });
    },
    handOver(until) {
      const handing = new Map<number, (SubjectState | undefined)[]>();
      for (const [subject, marks] of kept) {
        const mine = journal.slotsOf(subject);
        const valid = (mark: SubjectState | undefined) =>
          mark && !mark.error && (mark.records === 0 || (mine[mark.records - 1] ?? until) < until) ? mark : undefined;
        // The one before the first record is the initial state, which the new behavior has itself.
        handing.set(
          subject,
          marks.map((mark, i) => (i === 0 ? undefined : valid(mark))),
        );
      }
      return handing;
    },
    async page(slots, { from, count, filter }) {
      const listed = await matching(slots, filter);
      const rows: SubjectRow[] = [];
      for (const subject of listed.slice(Math.max(0, from), Math.max(0, from) + Math.min(MOST_ROWS, count))) {
        const found = await replayed.at(subject, slots);
        if (!found) continue;
        const mine = journal.slotsOf(subject);
        const records = countBefore(mine, slots);
        rows.push({
          subject: order.subjects[subject] ?? '',
          fold: foldOf(subject)?.name ?? '',
          records,
          lastSlot: (mine[records - 1] ?? -1) + 1,
          text: shortJson(found.state, 200),
          ...(found.error && { error: found.error }),
        });
      }
      return { total: listed.length, from, rows };
    },
  };
  return replayed;
}

/** How many of ascending slots come before `end`. */
function countBefore(slots: Uint32Array, end: number): number {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((slots[middle] ?? 0) < end) low = middle + 1;
    else high = middle;
  }
  return low;
}
