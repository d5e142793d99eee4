import { pointer } from '../../json-pointer.ts';
import type { ConsumerModel, Model } from '../../model/model.ts';
import { named } from '../fields.ts';
import type { FixSpec, Rule } from '../rule.ts';
import { heardBy } from './hears.ts';
import { isTimeName } from './times.ts';

const TWICE = ['ES-040', 'ES-041', 'ES-051', 'EM-031', 'EM-082', 'EM-083'];

/** Contract §7: a consumer without `guard` on an effect needs `dedupe_by`; §2: a command with `idempotency_key` is answered once. */
export const consumerBearsDuplicates: Rule = {
  meta: {
    id: 'consumer-bears-duplicates',
    title: 'A consumer bears being handed a record twice',
    clauses: ['ES-040', 'ES-041', 'ES-042', 'ES-051', 'EM-031', 'EM-082', 'EM-083'],
    severity: { envelope: 'error', eventing: 'error', unified: 'warning' },
    targets: 'model',
    since: '0.2',
  },
  consumer(name, consumer, { model, report }) {
    const { effects = [], issues = [], dedupe_by } = consumer;
    const at = pointer('consumers', name);
    for (const [i, { name: effect = 'its effect', guard }] of effects.entries()) {
      const why = guard === undefined ? undefined : uselessGuard(guard, consumer, model);
      if (guard === undefined || why === undefined) continue;
      const place = `${at}${pointer('effects', i, 'guard')}`;
      report({
        pointer: place,
        part: 'value',
        message: `\`${effect}\` of \`${name}\` is guarded by \`${guard}\`, ${why.says}. Guard it by \`id\`, by \`idempotency_key\`, or by a field that names what is done.`,
        ...(!why.time && { clauses: TWICE }),
        fix: { title: 'Guard it by id', replace: { at: place, value: 'id' } },
      });
    }
    if (dedupe_by !== undefined && dedupe_by !== 'none') return;
    const open = effects.find(({ guard }) => guard === undefined);
    const issued = issues.find((command) => repeats(command, model));
    if (!open && issued === undefined) return;
    const fix: FixSpec =
      dedupe_by === undefined
        ? { title: 'Add dedupe_by: id', insert: { into: at, key: 'dedupe_by', value: 'id' } }
        : { title: 'Change dedupe_by to id', replace: { at: `${at}/dedupe_by`, value: 'id' } };
    report({
      pointer: at,
      message: `\`${name}\` ${open ? `does \`${open.name ?? 'its effect'}\`` : `issues \`${issued}\``} again when a record is delivered again, and delivery is at least once. Say \`dedupe_by: id\`, or ${open ? 'guard the effect by the id or a key' : 'give the command an `idempotency_key`'}.`,
      fix,
    });
  },
};

/** A command that changes the domain each time that it comes. */
function repeats(name: string, model: Model): boolean {
  const command = named(model.commands, name);
  if (!command || command.mutates === false) return false;
  const key = command.idempotency_key;
  return key === undefined || isTimeName(key);
}

interface Useless {
  /** Follows the name of the guard. */
  readonly says: string;
  readonly time?: true;
}

/** Why a guard does not tell one event from another; undefined where it does, or where that cannot be told. */
function uselessGuard(guard: string, consumer: ConsumerModel, model: Model): Useless | undefined {
  if (guard === 'id' || guard === 'idempotency_key') return undefined;
  const heard = heardBy(consumer, model).map(({ type }) => named(model.events, type));
  const fields = heard.flatMap((event) => {
    const payloads = [event?.payload, ...Object.values(event?.versions ?? {}).map(({ payload }) => payload)];
    return payloads.flatMap((payload) => (payload && Object.hasOwn(payload, guard) ? (payload[guard] ?? []) : []));
  });
  const [field] = fields;
  if (field?.type === 'datetime' || field?.type === 'date' || isTimeName(guard))
    return { says: 'which is a time: two events may have one time, and a redelivery another', time: true };
  if (field?.type === 'boolean' || field?.values)
    return { says: 'which has a few values only: what is done once for each of them is left out for all other events' };
  if (field || guard.includes('.')) return undefined;
  const readable = heard.every((event) => event?.payload !== undefined && event.schema === undefined);
  return readable && heard.length > 0 ? { says: 'which no event that it hears has: so nothing is guarded' } : undefined;
}
