import type { EventModel } from '../../../model/model.ts';
import type { ExactValue } from '../../../record/record.ts';
import type { RecordRule } from '../record-rule.ts';
import { compileSchema } from './json-schema.ts';
import { type Check, compilePayload } from './misfit.ts';
import { type EventPlan, ownOf, planOf } from './plan.ts';

interface Compiled {
  readonly check: Check;
  readonly problems: readonly string[];
}

export const payloadFitsSchema: RecordRule = {
  meta: {
    id: 'payload-fits-schema',
    title: 'A payload has the form that its type declares',
    clauses: ['EM-014', 'EM-046', 'ES-018'],
    severity: {
      hless: 'warning',
      game: 'warning',
      envelope: 'error',
      evidence: 'warning',
      eventing: 'error',
      unified: 'error',
    },
    targets: 'records',
    since: '0.1',
  },
  start({ model, report }) {
    if (!model) return undefined;
    const plans = planOf(model);
    const compiled = new Map<EventPlan, (Compiled | undefined)[]>();
    const checkOf = (plan: EventPlan, version: number): Compiled | undefined => {
      const versions = compiled.get(plan) ?? [];
      if (versions.length === 0) compiled.set(plan, versions);
      if (version in versions) return versions[version];
      const made = compileVersion(plan.event, version);
      // A version is a number from the data.
      if (version < 1000) versions[version] = made;
      return made;
    };
    const told = new Set<string>();
    return {
      record(at) {
        const { record } = at;
        const { payload } = record;
        // A tombstone, and bytes that nobody looks into.
        if (payload === null || isBytes(payload)) return;
        const plan = plans.get(record.type);
        const schema = plan && checkOf(plan, record.version);
        if (!schema) return;
        if (schema.problems.length > 0 && !told.has(`${record.type} ${record.version}`)) {
          told.add(`${record.type} ${record.version}`);
          for (const problem of schema.problems)
            report({
              at,
              field: 'schema',
              message: `In the schema of \`${record.type}\` ${problem}.`,
              clauses: [],
              severity: 'warning',
            });
        }
        for (const { path, says, undeclared } of schema.check(payload) ?? [])
          report({
            at,
            field: path === '' ? 'payload' : path,
            ...(undeclared && { clauses: [], severity: 'info' as const }),
            message: () =>
              undeclared
                ? `\`${path}\` of \`${record.type}\` is not declared in version ${record.version}, so no reader knows of it. Declare it, or leave it out.`
                : `\`${path === '' ? 'payload' : path}\` of \`${record.type}\` version ${record.version} ${says}. Readers count on the declared form: correct the producer, or declare the form that is recorded as a version of its own.`,
          });
      },
    };
  },
};

const isBytes = (payload: ExactValue): boolean => typeof ownOf(payload, '$bytes') === 'string';

/** Undefined where the model does not say what that version holds. */
function compileVersion(event: EventModel, version: number): Compiled | undefined {
  const old =
    event.versions && Object.hasOwn(event.versions, String(version)) ? event.versions[String(version)] : undefined;
  const source = old ?? (event.version === undefined || event.version === version ? event : undefined);
  if (source?.schema !== undefined) return compileSchema(source.schema);
  return source?.payload && { check: compilePayload(source.payload), problems: [] };
}
