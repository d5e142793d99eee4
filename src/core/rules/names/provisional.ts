import type { EventModel } from '../../model/model.ts';
import { LONGEST_NAME, wordsOf } from '../../words/split.ts';
import { judge } from '../../words/tense.ts';
import type { Visit } from '../rule.ts';
import { kindOf } from './kind.ts';

/** Words of what is not over; the others say that what is claimed may be taken back. */
const OPEN: ReadonlySet<string> = new Set(
  'pending awaiting awaits waiting ongoing unfinished unsettled undecided inprogress tbd tba tbc wip'.split(' '),
);
/** What is claimed already, and may be taken back: even where no act is told. */
const REVOCABLE: ReadonlySet<string> = new Set(
  'tentative revocable retractable temporary temp interim preliminary'.split(' '),
);

/** Before what is only thought to be: `PotentialFraud`, and not `PotentialFraudReported`. */
const DOUBTED: ReadonlySet<string> = new Set(['potential', 'possible', 'probable', 'assumed', 'conditional']);

function doubtIn(name: string, told: boolean): string | undefined {
  const words = wordsOf(name.slice(0, LONGEST_NAME));
  if (words.some((word, i) => word === 'not' && words[i + 1] === 'yet')) return 'not yet';
  const [first = ''] = words;
  return !told && words.length > 1 && DOUBTED.has(first) ? first : undefined;
}

/** What unsettles the name of a FACT. */
export interface Unsettled {
  readonly word: string;
  /** It states something that can later be undone; else it states that something is still open. */
  readonly revocable: boolean;
  /** The model says FACT; else it is only taken for one. */
  readonly declared: boolean;
}

export function unsettledBy(name: string, event: EventModel, { model, profile }: Visit): Unsettled | undefined {
  const kind = kindOf(event, model);
  // Where kinds may be left out, an event that stands in no stream is taken for a FACT.
  const taken = profile === 'unified' && kind === undefined && event.stream === undefined;
  if (kind !== 'FACT' && !taken) return undefined;
  const { provisional, past, verdict } = judge(name);
  const word = provisional ?? doubtIn(name, verdict === 'past');
  if (word === undefined) return undefined;
  const open = OPEN.has(word) || (word.includes(' ') && word !== 'on hold');
  return { word, revocable: !open && (past || REVOCABLE.has(word) || word === 'on hold'), declared: kind === 'FACT' };
}
