import { pointer } from '../../json-pointer.ts';
import type { CommandModel, EventModel, Model, OutcomesModel } from '../../model/model.ts';
import { perModel } from '../per-model.ts';
import type { FixSpec, Rule } from '../rule.ts';
import { isRecordedFact, kindOf, own, some, streamOf, yaml } from './look.ts';
import { durationMeant, lasting } from './retention.ts';

const WAYS = ['success', 'failure', 'timeout', 'partial'] as const satisfies readonly (keyof OutcomesModel)[];

/** By INTENT: the command that records it on arrival. */
const recorders = perModel(
  (model): ReadonlyMap<string, CommandModel> =>
    new Map(
      Object.values(model.commands).flatMap((command) =>
        command.records === undefined ? [] : [[command.records, command] as const],
      ),
    ),
);

export const intentNamesItsOutcomes: Rule = {
  meta: {
    id: 'intent-names-its-outcomes',
    title: 'An INTENT names the FACTs that it may lead to',
    clauses: ['HL-054'],
    severity: { hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, { model, settings, report }) {
    const at = pointer('events', name);
    const { outcomes } = event;
    if (kindOf(model, event) !== 'INTENT') return;
    if (settings.intents === 'declared' && streamOf(model, event)?.record_kind !== 'INTENT') return;
    const missing = (['success', 'failure'] as const).filter((way) => (outcomes?.[way] ?? []).length === 0);
    if (missing.length > 0) {
      const fix = filled(model, name, outcomes, at);
      report({
        pointer: outcomes === undefined ? at : `${at}/outcomes`,
        lacks: `${at}/outcomes`,
        clauses: [],
        message: `\`${name}\` is a request, and names no outcome for ${missing.join(' and ')}. A request promises nothing: it may be granted or turned down, and whoever waits must know the FACT for each. List them in \`outcomes\`.`,
        ...(fix && { fix }),
      });
    }
    for (const way of WAYS)
      for (const [i, type] of (outcomes?.[way] ?? []).entries()) {
        const outcome = own(model.events, type);
        if (outcome === undefined) continue;
        const place = `${at}/outcomes/${way}/${i}`;
        if (isRecordedFact(model, outcome) === false)
          report({
            pointer: place,
            clauses: way === 'failure' ? ['HL-054'] : [],
            message: `\`${name}\` names \`${type}\` for ${way}, which is no FACT in a FACT stream. What became of a request is permanently true: put \`${type}\` into a FACT stream, or name another event.`,
          });
        else if (splitKeys(model, event, outcome))
          report({
            pointer: place,
            severity: 'info',
            clauses: [],
            message: `\`${name}\` and its outcome \`${type}\` are spread by different fields (\`${streamOf(model, event)?.partition_key}\`, \`${streamOf(model, outcome)?.partition_key}\`), so no order is given across the two: a reader may see the outcome before the request.`,
          });
      }
    const within = outcomes?.within;
    if (within === undefined || lasting(within) !== undefined) return;
    const meant = durationMeant(within);
    report({
      pointer: `${at}/outcomes/within`,
      part: 'value',
      clauses: [],
      message: `\`${name}\` expects an outcome within \`${within.slice(0, 60)}\`, which is no duration: write 30s, 12h, 1d or P1D.`,
      ...(meant !== undefined && {
        fix: { title: `Change to ${meant}`, replace: { at: `${at}/outcomes/within`, value: meant } },
      }),
    });
  },
};

function splitKeys(model: Model, a: EventModel, b: EventModel): boolean {
  const [from, to] = [streamOf(model, a)?.partition_key, streamOf(model, b)?.partition_key];
  return from !== undefined && to !== undefined && from !== to;
}

/** From the command that records it: what it emits, and what it records of its rejections. */
function filled(model: Model, name: string, outcomes: OutcomesModel | undefined, at: string): FixSpec | undefined {
  const command = recorders(model).get(name);
  const success = command?.emits ?? [];
  const failure = Object.values(command?.rejects ?? {}).filter((type) => type !== undefined);
  const all = [...success, ...failure].map((type) => own(model.events, type));
  if (outcomes !== undefined || success.length === 0 || failure.length === 0) return undefined;
  if (!all.every((event) => event !== undefined && isRecordedFact(model, event) === true)) return undefined;
  const list = (types: readonly string[]) => `[${[...new Set(types)].map(yaml).join(', ')}]`;
  return {
    title: `Name ${some([...new Set([...success, ...failure])])}`.replace(/`/g, ''),
    insert: { into: at, key: 'outcomes', value: `{ success: ${list(success)}, failure: ${list(failure)} }` },
  };
}
