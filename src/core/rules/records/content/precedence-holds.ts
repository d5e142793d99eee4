import { type JournalRecord, subjectName } from '../../../record/record.ts';
import type { RecordRule, SeenRecord } from '../record-rule.ts';
import { createEarlier, type Earlier } from './earlier.ts';
import { type EventPlan, memberOf, planOf, textOf } from './plan.ts';

interface Running {
  readonly name: string;
  readonly every: string;
  readonly needs: string;
  readonly within: 'subject' | 'correlation';
  readonly earlier: Earlier;
}

export const precedenceHolds: RecordRule = {
  meta: {
    id: 'precedence-holds',
    title: 'What the model says must come before, came before',
    clauses: ['FA-024'],
    severity: {
      hless: 'error',
      game: 'error',
      envelope: 'error',
      evidence: 'error',
      eventing: 'error',
      unified: 'error',
    },
    targets: 'records',
    since: '0.1',
  },
  start({ model, header, report }) {
    if (!model) return undefined;
    const plans = planOf(model);
    const perSubject = header?.sequence.per === 'subject';
    const all: readonly Running[] = Object.entries(model.precedence).flatMap(([name, { every, needs, within }]) =>
      every === undefined || needs === undefined
        ? []
        : [
            {
              name,
              every,
              needs,
              within: within === 'correlation' ? 'correlation' : 'subject',
              earlier: createEarlier(perSubject),
            },
          ],
    );
    if (all.length === 0) return undefined;
    const byType = new Map<string, readonly Running[]>();
    const concerned = (type: string): readonly Running[] => {
      const known = byType.get(type);
      if (known) return known;
      const name = plans.get(type)?.name ?? type;
      const made = all.filter(({ every, needs }) => every === name || needs === name);
      if (byType.size < 10_000) byType.set(type, made);
      return made;
    };
    return {
      record(at) {
        const { record } = at;
        for (const one of concerned(record.type)) {
          const plan = plans.get(record.type);
          const name = plan?.name ?? record.type;
          const keys = one.within === 'correlation' ? threadOf(record) : subjectsOf(record, plan);
          if (one.every === name) one.earlier.needs(keys, at);
          if (one.needs === name) one.earlier.came(keys, at);
        }
      },
      end() {
        for (const { name, needs, within, earlier } of all)
          for (const at of earlier.missing()) report(missing(at, name, needs, within));
      },
    };
  },
};

function missing(at: SeenRecord, name: string, needs: string, within: Running['within']) {
  const { record } = at;
  const where = within === 'correlation' ? record.correlation_id : subjectName(record.subject_type, record.subject_id);
  const about =
    where === undefined ? `its ${within === 'subject' ? 'subject' : 'thread'}, which it does not name` : `\`${where}\``;
  return {
    at,
    field: name,
    message: `\`${record.id}\` is a \`${record.type}\`, and no \`${needs}\` of ${about} came before it. \`${name}\` promises one: either it was done without, or the record that shows it is missing.`,
  };
}

const threadOf = ({ correlation_id }: JournalRecord): readonly string[] =>
  correlation_id === undefined ? [] : [correlation_id];

/** All subjects that a record names; where it names none, the one that its payload does. */
function subjectsOf(record: JournalRecord, plan: EventPlan | undefined): readonly string[] {
  const id =
    record.subject_id ?? (plan?.idField === undefined ? undefined : textOf(memberOf(record.payload, plan.idField)));
  const own = subjectName(record.subject_type ?? plan?.subject, id);
  const others = (record.also ?? []).map(({ subject_type, subject_id }) => subjectName(subject_type, subject_id));
  return [own, ...others].filter((name) => name !== undefined);
}
