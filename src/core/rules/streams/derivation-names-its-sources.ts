import { pointer } from '../../json-pointer.ts';
import { perModel } from '../per-model.ts';
import type { Rule } from '../rule.ts';
import { onlyFactStream, some, streamOf, yaml } from './look.ts';

/** Streams that are computed, by way of others or directly, from themselves. Linear: what nothing open is left to feed is taken away at both ends. */
const inCycle = perModel((model): ReadonlySet<string> => {
  const left = new Map<string, Set<string>>();
  for (const [name, { derives_from = [] }] of Object.entries(model.streams))
    left.set(name, new Set(derives_from.filter((source) => Object.hasOwn(model.streams, source))));
  const readers = new Map<string, Set<string>>();
  for (const [name, sources] of left)
    for (const source of sources) readers.set(source, (readers.get(source) ?? new Set()).add(name));
  const drop = (outward: Map<string, Set<string>>, inward: Map<string, Set<string>>) => {
    const open = [...left.keys()].filter((name) => (outward.get(name)?.size ?? 0) === 0);
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      left.delete(name);
      for (const next of inward.get(name) ?? []) {
        const rest = outward.get(next);
        if (rest?.delete(name) && rest.size === 0) open.push(next);
      }
      inward.delete(name);
    }
  };
  const sources = new Map(left);
  drop(sources, readers);
  drop(readers, sources);
  return new Set(left.keys());
});

export const derivationNamesItsSources: Rule = {
  meta: {
    id: 'derivation-names-its-sources',
    title: 'A DERIVATION names the streams that it is computed from',
    clauses: ['HL-056'],
    severity: { hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  stream(name, stream, { model, report }) {
    const at = pointer('streams', name);
    const sources = stream.derives_from ?? [];
    if (stream.record_kind === 'DERIVATION' && sources.length === 0) {
      const only = onlyFactStream(model);
      report({
        pointer: stream.derives_from === undefined ? at : `${at}/derives_from`,
        lacks: `${at}/derives_from`,
        message: `Stream \`${name}\` is a DERIVATION without a source. What is computed from nothing cannot be checked or rebuilt: list the streams that it is computed from in \`derives_from\`.`,
        ...(only !== undefined &&
          stream.derives_from === undefined && {
            fix: {
              title: `Add derives_from: [${only}]`,
              insert: { into: at, key: 'derives_from', value: `[${yaml(only)}]` },
            },
          }),
      });
    } else if (sources.includes(name))
      report({
        pointer: pointer('streams', name, 'derives_from', sources.indexOf(name)),
        message: `Stream \`${name}\` is computed from itself, so a rebuild would need its own result: name only other streams in \`derives_from\`.`,
      });
    else if (inCycle(model).has(name))
      report({
        pointer: `${at}/derives_from`,
        message: `Stream \`${name}\` is computed from ${some(sources)}, and that in turn from \`${name}\`. A circle has no beginning to rebuild from: break it.`,
      });
    if (stream.record_kind === 'DERIVATION' && stream.rebuild === undefined)
      report({
        pointer: at,
        severity: 'warning',
        clauses: [],
        message: `Stream \`${name}\` is a DERIVATION and does not say how it is made anew. Derived records may be lost at any time because they can be rebuilt: set \`rebuild\` to full_replay, incremental or windowed.`,
        fix: { title: 'Add rebuild: full_replay', insert: { into: at, key: 'rebuild', value: 'full_replay' } },
      });
    if (stream.record_kind !== undefined && stream.record_kind !== 'DERIVATION' && sources.length > 0)
      report({
        pointer: `${at}/derives_from`,
        severity: 'warning',
        clauses: [],
        message: `Stream \`${name}\` is computed from ${some(sources)}, but says that it holds ${stream.record_kind} records. What is computed is a DERIVATION and adds no new truth: change the kind, or leave out \`derives_from\`.`,
      });
  },
  event(name, event, { model, report }) {
    const stream = streamOf(model, event);
    if (event.kind !== 'DERIVATION' || (stream?.derives_from ?? []).length > 0) return;
    if (stream?.record_kind === 'DERIVATION') return;
    report({
      pointer: pointer('events', name),
      message: `\`${name}\` is a DERIVATION, but no stream says what it is computed from: put it into a DERIVATION stream whose \`derives_from\` names the sources.`,
    });
  },
};
