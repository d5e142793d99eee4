import { pointer } from '../../json-pointer.ts';
import type { FixSpec, Rule, Visit } from '../rule.ts';
import { own, some, yaml } from './look.ts';
import { gives } from './ordering.ts';

export const consumerOrderIsGiven: Rule = {
  meta: {
    id: 'consumer-order-is-given',
    title: 'A consumer counts only on an order that a stream declares',
    clauses: ['HL-030', 'ES-053', 'EM-090'],
    severity: { hless: 'error', envelope: 'error', eventing: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  consumer(name, { on = {}, ordering, ordering_from }, { model, profile, report }) {
    if (ordering === undefined || ordering === 'none') return;
    const at = pointer('consumers', name, 'ordering');
    const from = own(model.streams, ordering_from);
    if (from !== undefined && ordering_from !== undefined && !gives(model, ordering_from, from, ordering))
      return report({
        pointer: pointer('consumers', name, 'ordering_from'),
        part: 'value',
        message: `\`${name}\` needs order within the ${ordering}, but \`${ordering_from}\` ${from.ordering_scope === undefined ? 'declares no ordering_scope' : `promises ${from.ordering_scope === 'none' ? 'none' : `it within the ${from.ordering_scope} only`}`}. What no stream guarantees will one day arrive otherwise: let the consumer bear any order, or declare the scope at the stream.`,
      });
    const heard = Object.keys(on).filter((type) => Object.hasOwn(model.events, type));
    const loose = heard.filter((type) => {
      const event = own(model.events, type);
      const stream = own(model.streams, event?.stream);
      if (stream === undefined || event?.stream === undefined)
        return !(profile === 'unified' && ordering === 'subject' && event?.subject !== undefined);
      return ordering_from === undefined
        ? !gives(model, event.stream, stream, ordering)
        : event.stream !== ordering_from;
    });
    if (loose.length === 0 && (heard.length > 0 || from !== undefined)) return;
    const fix = ordering_from === undefined ? documented(model, heard, ordering, name) : undefined;
    report({
      pointer: at,
      part: 'value',
      message: `\`${name}\` needs order within the ${ordering}, but no declared stream gives it${loose.length > 0 ? ` for ${some(loose)}` : ''}. Records may arrive in any order unless somebody guarantees more: name the stream that does in \`ordering_from\`, or set \`ordering: none\` and bear it.`,
      ...(fix && { fix }),
    });
  },
};

/** Where one stream holds all that it hears and has only to say so. */
function documented(
  model: Visit['model'],
  heard: readonly string[],
  ordering: string,
  name: string,
): FixSpec | undefined {
  const streams = new Set(heard.map((type) => own(model.events, type)?.stream));
  const [only] = streams;
  const stream = own(model.streams, only);
  if (streams.size !== 1 || only === undefined || stream === undefined || stream.ordering_scope !== undefined)
    return undefined;
  return {
    title: `Declare ordering_scope: ${ordering} at ${only}, and name it`,
    steps: [
      { insert: { into: pointer('streams', only), key: 'ordering_scope', value: ordering } },
      { insert: { into: pointer('consumers', name), key: 'ordering_from', value: yaml(only) } },
    ],
  };
}
