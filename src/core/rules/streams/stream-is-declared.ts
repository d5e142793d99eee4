import { pointer } from '../../json-pointer.ts';
import { perModel } from '../per-model.ts';
import type { Rule } from '../rule.ts';
import { yaml } from './look.ts';

/** The stream of a model that has one only. */
const onlyStream = perModel((model) => {
  const [only, ...others] = Object.keys(model.streams);
  return others.length === 0 ? only : undefined;
});

export const streamIsDeclared: Rule = {
  meta: {
    id: 'stream-is-declared',
    title: 'Whatever is recorded or heard stands in a declared stream',
    clauses: ['HL-040', 'HL-041'],
    severity: { hless: 'error' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, { model, report }) {
    const at = pointer('events', name);
    const clauses = event.kind === undefined ? ['HL-040', 'HL-041'] : ['HL-040'];
    const only = onlyStream(model);
    if (event.stream === undefined)
      return report({
        pointer: at,
        lacks: `${at}/stream`,
        clauses,
        message: `\`${name}\` stands in no stream. Kind, key, order and retention of its records are then nobody's promise: name the \`stream\` that it belongs to.`,
        ...(only !== undefined && {
          fix: { title: `Put it into ${only}`, insert: { into: at, key: 'stream', value: yaml(only) } },
        }),
      });
    if (Object.hasOwn(model.streams, event.stream)) return;
    report({
      pointer: `${at}/stream`,
      part: 'value',
      clauses,
      message: `\`${name}\` stands in stream \`${event.stream}\`, which is declared nowhere. A log without a contract means what each reader takes it for: declare it in \`streams\`, with its kind and key.`,
    });
  },
  stream(name, stream, { model, report }) {
    for (const [i, source] of (stream.derives_from ?? []).entries())
      if (!Object.hasOwn(model.streams, source))
        report({
          pointer: pointer('streams', name, 'derives_from', i),
          clauses: ['HL-040'],
          part: 'value',
          message: `\`${name}\` is computed from stream \`${source}\`, which is declared nowhere. Nobody knows what it holds: declare it in \`streams\`, with its kind and key.`,
        });
  },
  command(name, { emits = [], records, rejects = {} }, { model, report }) {
    const at = pointer('commands', name);
    const places = [
      ...emits.map((type, i) => [`${at}/emits/${i}`, type] as const),
      ...Object.entries(rejects).map(([code, type]) => [at + pointer('rejects', code), type] as const),
      [`${at}/records`, records] as const,
    ];
    for (const [place, type] of places)
      if (type !== undefined && !Object.hasOwn(model.events, type)) report(unknown(place, name, type, 'records'));
  },
  precedence(name, { every, needs }, { model, report }) {
    for (const [key, type] of [
      ['every', every],
      ['needs', needs],
    ] as const)
      if (type !== undefined && !Object.hasOwn(model.events, type))
        report(unknown(pointer('precedence', name, key), name, type, 'counts on'));
  },
  projection(name, { on = [] }, { model, report }) {
    for (const [i, type] of on.entries())
      if (!heard(model.events, type)) report(unknown(pointer('projections', name, 'on', i), name, type));
  },
  consumer(name, { on = {}, ordering_from }, { model, report }) {
    for (const type of Object.keys(on))
      if (!heard(model.events, type)) report(unknown(pointer('consumers', name, 'on', type), name, type));
    if (ordering_from !== undefined && !Object.hasOwn(model.streams, ordering_from))
      report({
        pointer: pointer('consumers', name, 'ordering_from'),
        clauses: ['HL-040'],
        part: 'value',
        message: `\`${name}\` counts on the order of stream \`${ordering_from}\`, which is declared nowhere: declare it in \`streams\`, with its kind, key and ordering_scope.`,
      });
  },
};

const heard = (events: Readonly<Record<string, unknown>>, type: string) => type === '*' || Object.hasOwn(events, type);
const unknown = (at: string, name: string, type: string, does = 'hears') => ({
  pointer: at,
  clauses: ['HL-040'],
  message: `\`${name}\` ${does} \`${type}\`, which no stream declares. What stands there has no contract: declare the event and its stream, or leave it out.`,
});
