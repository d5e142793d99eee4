/** Which rows a query lets through. Columns are asked first; records are read, block by block, only where they do not tell. */
import { BLOCK_RECORDS, RecordFlag } from '../../core/journal/columns.ts';
import type { Find, Precedence } from '../../core/journal/find/find.types.ts';
import { recordTest } from '../../core/journal/find/match-record.ts';
import { parseFind } from '../../core/journal/find/parse-find.ts';
import { judgePrecedence } from '../../core/journal/find/precedence.ts';
import { columnTest, type FindInput, MAYBE, NO, triage, YES } from '../../core/journal/find/triage.ts';
import { passing } from '../../core/journal/query.ts';
import type { RowQuery } from '../../core/journal/query.types.ts';
import { parseLine } from '../../core/record/json.ts';
import { pause } from '../pause.ts';
import { wordsRead } from './facets.ts';
import type { OpenJournal } from './open-journal.ts';

export interface Search {
  readonly key: string;
  /** 1 by row for what is found so far; undefined: everything passes. */
  readonly shown: Uint8Array | undefined;
  /** How much of the journal was looked through, 0 to 1. */
  readonly searched: number;
  /** Of a precedence question: how many have what they need, and how many do not. */
  readonly answer: { readonly evidence: number; readonly exceptions: number } | undefined;
  readonly done: Promise<void>;
  stop(): void;
}

const aborted = () => new DOMException('cancelled', 'AbortError');
const SLICE_MILLIS = 25;
type RecordTest = ReturnType<typeof recordTest>;

/** Lets other messages of the worker be heard. */

export const searchKey = ({ sort: _, descending: __, ...filters }: RowQuery): string => JSON.stringify(filters);

/** Begins a search; what columns alone decide is there at once. Throws an Error for a query line that cannot be read. */
export function startSearch(open: OpenJournal, query: RowQuery): Search {
  const { columns } = open;
  const parsed = parseFind(query.find ?? '');
  if (parsed.kind === 'error') throw new Error(`The query cannot be read: ${parsed.error.message}`);
  const filters = passing(open, query);
  const find = parsed.kind === 'find' ? parsed.find : undefined;
  const precedence = parsed.kind === 'precedence' ? parsed.precedence : undefined;
  let stopped = false;
  let searched = 1;
  let answer: Search['answer'];
  let shown: Uint8Array | undefined = filters;
  let done: Promise<void> = Promise.resolve();

  if (find || precedence) {
    shown = new Uint8Array(columns.count);
    if (precedence) {
      searched = 0;
      done = ask(precedence, filters ?? new Uint8Array(columns.count).fill(1));
    } else if (find) {
      const input = inputOf(open);
      const test = triage(find, input);
      if (needsRecords(find, input)) {
        searched = 0;
        done = read(recordTest(find, input), test, shown);
      } else
        for (let row = 0; row < columns.count; row++)
          if ((!filters || filters[row] === 1) && test(row) === YES) shown[row] = 1;
    }
    // Whoever waits hears of it; a search that nobody waits for is no unhandled rejection.
    done.catch(() => undefined);
  }

  /** Block by block, so that the first rows are there at once: columns first, records where these do not tell. */
  async function read(test: RecordTest, byColumns: (row: number) => number, found: Uint8Array): Promise<void> {
    const verdicts = new Uint8Array(BLOCK_RECORDS);
    let since = performance.now();
    for (let index = 0; index * BLOCK_RECORDS < columns.count; index++) {
      if (stopped) throw aborted();
      const first = index * BLOCK_RECORDS;
      const last = Math.min(columns.count, first + BLOCK_RECORDS);
      searched = first / columns.count;
      verdicts.fill(NO);
      for (let row = first; row < last; row++) {
        if (filters && filters[row] !== 1) continue;
        const verdict = byColumns(row);
        verdicts[row - first] = verdict;
        if (verdict === YES) found[row] = 1;
      }
      if (performance.now() - since > SLICE_MILLIS) {
        await pause();
        since = performance.now();
      }
      if (!verdicts.includes(MAYBE)) continue;
      const { bytes, offsets } = await open.block(index);
      for (let row = first; row < last; row++) {
        if (verdicts[row - first] !== MAYBE) continue;
        const start = offsets[row - first] ?? 0;
        const end = (offsets[row - first + 1] ?? 1) - 1;
        const big = ((columns.flags[row] ?? 0) & RecordFlag.bigNumber) !== 0;
        const record = () => parseLine(bytes.subarray(start, end), big);
        if (test({ row, bytes, start, end, record })) found[row] = 1;
      }
      if (performance.now() - since > SLICE_MILLIS) {
        await pause();
        since = performance.now();
      }
    }
    searched = 1;
  }

  async function ask(question: Precedence, verdicts: Uint8Array): Promise<void> {
    const judge = judgePrecedence(question, open.manifest.header.sequence.per === 'subject');
    const concerned = columns.types.map((type) => judge.concerns(type));
    let since = performance.now();
    for (let row = 0; row < columns.count; row++) {
      if (stopped) throw aborted();
      if (concerned[columns.type[row] ?? 0] !== true) continue;
      judge.add(await open.read(row), row, columns.line[row] ?? 0);
      if (performance.now() - since > SLICE_MILLIS) {
        searched = row / columns.count;
        await pause();
        since = performance.now();
      }
    }
    const { evidence, exceptions } = judge.end();
    for (const row of question.show === 'evidence' ? evidence : exceptions)
      if (shown && verdicts[row] !== NO) shown[row] = 1;
    answer = { evidence: evidence.length, exceptions: exceptions.length };
    searched = 1;
  }

  return {
    key: searchKey(query),
    get shown() {
      return shown;
    },
    get searched() {
      return searched;
    },
    get answer() {
      return answer;
    },
    done,
    stop() {
      stopped = true;
    },
  };
}

function inputOf(open: OpenJournal): FindInput {
  return {
    words: (field) => wordsRead(open, field),
    columns: open.columns,
    analysis: open.analysis,
    get rowSlot() {
      return open.rowSlot;
    },
    get tProcessMicros() {
      return open.tProcessMicros;
    },
  };
}

/** Whether something is asked that columns alone do not tell. */
function needsRecords(find: Find, input: FindInput): boolean {
  switch (find.kind) {
    case 'and':
    case 'or':
      return find.of.some((part) => needsRecords(part, input));
    case 'not':
      return needsRecords(find.of, input);
    case 'text':
      return true;
    case 'test':
      return columnTest(find, input) === undefined;
  }
}
