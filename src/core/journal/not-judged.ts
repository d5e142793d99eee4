/** What a journal does not say cannot be judged: without a sequence nothing is missing, with one clock nothing is late. No finding is no all-clear there. */
import { type Columns, RecordFlag } from './columns.ts';
import type { FindingKind } from './integrity-words.ts';
import type { Scopes } from './scopes.ts';

/** `why` as a sentence without its end: `no record has a sequence`. */
export interface NotJudged {
  /** Records that could be judged; 0: the kind could not be at all. */
  readonly judged: number;
  readonly why: string;
}
/** By kind of finding; a kind that is not here was judged of every record that it can be found in. */
export type NotJudgedKinds = Readonly<Partial<Record<FindingKind, NotJudged>>>;

const count = (n: number) => n.toLocaleString('en');

export function notJudged(columns: Columns, scopes: Scopes): NotJudgedKinds {
  const { count: records, flags, tEventMicros, tLogMicros, sequence, processing } = columns;
  // Nothing is said of nothing.
  if (records === 0) return {};
  const has = { sequence: 0, scoped: 0, event: 0, log: 0, both: 0, id: 0, cause: 0 };
  for (let row = 0; row < records; row++) {
    const flag = flags[row] ?? 0;
    const [event, log] = [!Number.isNaN(tEventMicros[row]), !Number.isNaN(tLogMicros[row])];
    const numbered = !Number.isNaN(sequence[row]);
    if (numbered) has.sequence++;
    if (numbered && (scopes.of[row] ?? 0) > 0) has.scoped++;
    if (event) has.event++;
    if (log) has.log++;
    if (event && log) has.both++;
    if ((flag & RecordFlag.idMade) === 0) has.id++;
    if ((flag & RecordFlag.hasCausation) !== 0) has.cause++;
  }
  const of = (judged: number, none: string, some: string): NotJudged | undefined =>
    judged === records
      ? undefined
      : { judged, why: judged === 0 ? none : `${count(judged)} of ${count(records)} records have ${some}` };
  const bySequence = of(
    has.scoped,
    has.sequence === 0 ? 'no record has a sequence' : 'no record has a sequence that counts within a scope',
    'a sequence',
  );
  const noClocks =
    has.event + has.log === 0
      ? 'the records have no t_event and no t_log'
      : has.event === 0
        ? 'the records have no t_event'
        : has.log === 0
          ? 'the records have no t_log'
          : 'no record has both t_event and t_log';
  const byClocks = of(has.both, noClocks, 'both t_event and t_log');
  // That a record was processed before it was logged is seen by other clocks.
  const bySkew = byClocks?.judged === 0 && has.log > 0 && processing.count > 0 ? undefined : byClocks;
  const byId = of(has.id, 'no record has an id of its own', 'an id of their own');
  const kinds: readonly (readonly [FindingKind, NotJudged | undefined])[] = [
    ['gaps', bySequence],
    ['starts', bySequence],
    ['out_of_order', bySequence],
    ['duplicates', duplicates(byId, bySequence, Math.max(has.id, has.scoped))],
    ['clock_skew', bySkew],
    ['late', byClocks],
    // A record without a cause begins something: that not all have one says nothing.
    ['orphans', has.cause === 0 ? { judged: 0, why: 'no record names its cause' } : undefined],
  ];
  return Object.fromEntries(kinds.filter(([, value]) => value !== undefined));
}

/** They are found by identity, and by the place in their scope. */
function duplicates(
  byId: NotJudged | undefined,
  bySequence: NotJudged | undefined,
  judged: number,
): NotJudged | undefined {
  const whys = [byId?.why, bySequence?.why].filter((why) => why !== undefined);
  return whys.length === 0 ? undefined : { judged, why: whys.join(', and ') };
}
