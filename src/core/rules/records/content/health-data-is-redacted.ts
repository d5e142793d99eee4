import type { ExactValue } from '../../../record/record.ts';
import { wordsOf } from '../../../words/split.ts';
import type { RecordReport, RecordRule, SeenRecord } from '../record-rule.ts';
import { type EventPlan, planOf } from './plan.ts';
import { sightingsIn } from './scan.ts';
import { isRedacted, senseOf } from './senses.ts';

export const healthDataIsRedacted: RecordRule = {
  meta: {
    id: 'health-data-is-redacted',
    title: 'Health data is redacted or encrypted',
    clauses: ['EM-111'],
    severity: { eventing: 'error', unified: 'warning' },
    targets: 'records',
    since: '0.1',
  },
  start({ model, report }) {
    const plans = planOf(model);
    const vague = new Map<EventPlan, boolean>();
    const isVague = (plan: EventPlan) => {
      const known = vague.get(plan) ?? !saysWhatIsHealth(plan);
      vague.set(plan, known);
      return known;
    };
    return {
      record(at) {
        const plan = plans.get(at.record.type);
        const found = sightingsIn(at.record, plan);
        let seen = false;
        for (const { group, what, field } of found)
          if (group === 'health') {
            seen = true;
            report(clear(at, field, what));
          }
        // Of a type that is called phi, and no field of which is, any words may be.
        const phi = plan?.event.classification === 'phi' || at.record.classification === 'phi';
        if (!seen && phi && (!plan || isVague(plan)))
          for (const field of wordsIn(at.record.payload, plan))
            report(
              clear(
                at,
                field,
                'text that may be health data (the type is classified `phi`, and no field says what is)',
              ),
            );
      },
    };
  },
};

const clear = (at: SeenRecord, field: string, what: string): RecordReport => ({
  at,
  field,
  message: `\`${field}\` of \`${at.record.type}\` holds ${what} in clear. Health data is only for those who treat: leave it out, redact it, or encrypt it (\`enc:…\`) before it is recorded.`,
});

function saysWhatIsHealth(plan: EventPlan): boolean {
  return (
    [...plan.marks.values()].some(({ sensitive }) => sensitive === 'health') ||
    [...plan.types.keys()].some((path) => senseOf(path).health === true)
  );
}

const NO_WORDS: ReadonlySet<string> = new Set(
  'id,ids,key,ref,reference,number,type,kind,status,state,unit,version,source,system,code,at,on,date,time,currency,country,language,hash'.split(
    ',',
  ),
);
const TEXT: ReadonlySet<string | undefined> = new Set(['string', 'any', undefined]);

/** Top-level fields with text that is neither redacted nor a name of something. */
function wordsIn(payload: ExactValue, plan: EventPlan | undefined): readonly string[] {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return [];
  return Object.entries(payload)
    .filter(
      ([name, value]) =>
        typeof value === 'string' &&
        /\p{L}{3}/u.test(value) &&
        !isRedacted(value) &&
        TEXT.has(plan?.types.get(name)) &&
        name !== plan?.idField &&
        !NO_WORDS.has(wordsOf(name).at(-1) ?? ''),
    )
    .map(([name]) => name);
}
