/** Versions of an event: which of them a model still knows, and what leads from one to another. */
import type { EventModel, Model } from '../model/model.ts';
import { type PayloadNode, payloadNode } from './payload-node.ts';
import { schemaNode } from './schema-node.ts';

/** For readers, a version that is not written is 1 (contract §4). */
export const versionOf = ({ version = 1 }: EventModel): number => version;

/** The payload that stands at a place; undefined where none is written. */
export function payloadAt(holder: Pick<EventModel, 'payload' | 'schema'>, at: string): PayloadNode | undefined {
  if (holder.schema !== undefined) return schemaNode(holder.schema, `${at}/schema`);
  return holder.payload && payloadNode(holder.payload, `${at}/payload`);
}

/** The payloads of all versions that an event knows, its own and the ones that it keeps. */
export function payloadsOf(event: EventModel, at: string): ReadonlyMap<number, PayloadNode | undefined> {
  const kept = Object.entries(event.versions ?? {}).map(
    ([version, holder]) => [Number(version), payloadAt(holder, `${at}/versions/${version}`)] as const,
  );
  return new Map([...kept, [versionOf(event), payloadAt(event, at)] as const]);
}

/** Whether migrations with a plan lead from a version to another one; `to` undefined: to any other. */
export function planned({ migrations }: Model, names: readonly string[], from: number, to?: number): boolean {
  const steps = Object.values(migrations).filter(
    ({ event, plan }) => event !== undefined && names.includes(event) && plan !== undefined && plan.trim() !== '',
  );
  const reached = new Set([from]);
  for (const version of reached)
    for (const step of steps) {
      if ((step.from ?? from) !== version) continue;
      if (to === undefined || step.to === undefined || step.to === to) return true;
      reached.add(step.to);
    }
  return false;
}

/** Whether upcasters lead from a version to another one, step by step. */
export function upcastBy(upcasters: ReadonlySet<string>, name: string, from: number, to: number): boolean {
  for (let version = from; version < to; version++) if (!upcasters.has(`${name}@${version}`)) return false;
  return true;
}

/** Names by which a model knows an event: its own, and those that it had. */
export const namesOf = (name: string, { formerly = [] }: EventModel): readonly string[] => [name, ...formerly];

/** The consumers that hear one of the names; `'*'` hears every type that it does not name. */
export function hearers(model: Model, names: readonly string[]): readonly string[] {
  return Object.entries(model.consumers).flatMap(([consumer, { on = {} }]) =>
    names.some((name) => Object.hasOwn(on, name)) || Object.hasOwn(on, '*') ? [consumer] : [],
  );
}
