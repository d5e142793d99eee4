/** Bodies for completion: a whole definition, or the value of one key. */
import type { Model } from './model.ts';
import { type SectionName, SHORT_TYPES, type Shape } from './schema.ts';

export const SNIPPETS: Readonly<Partial<Record<SectionName, string>>> = {
  events:
    '${1:OrderPlaced}:\n  description: ${2:What happened.}\n  replay_intent: ${3|projection_and_replay,replay_only,audit_only|}\n  owner: core\n  subject: ${4:order}\n  version: 1\n  classification: ${5|internal,public,confidential,personal,phi|}\n  payload: { ${6:order_id}: ${7:uuid} }',
  streams:
    '${1:orders}:\n  record_kind: ${2|FACT,INTENT,OBSERVATION,DERIVATION|}\n  partition_key: ${3:order_id}\n  ordering_scope: partition\n  retention: ${4:90d}\n  time: { t_event: record }\n  idempotency: { strategy: record_id }\n  delivery: at_least_once',
  commands:
    '${1:PlaceOrder}:\n  owner: core\n  subject: ${2:order}\n  mutates: true\n  emits: [${3:OrderPlaced}]\n  rejects: { ${4:ORDER_EXISTS}: }\n  payload: { ${5:order_id}: ${6:uuid} }',
  policies:
    '${1:ai-action}:\n  description: ${2:What is checked before an AI acts.}\n  recorded_by: ${3:PolicyChecked}',
  projections: '${1:open_orders}: { on: [${2:OrderPlaced}], key: ${3:order_id}, apply: inline, horizon: ${4:365d} }',
  consumers:
    '${1:mailer}:\n  service: ${2:mailroom}\n  kind: workflow\n  on: { ${3:OrderPlaced}: [1] }\n  unknown_version: park\n  dedupe_by: id\n  ordering: none\n  awaits_reply: false',
  scenarios:
    '${1:places-an-order}:\n  given: []\n  when: { ${2:PlaceOrder}: { ${3} } }\n  then: [ { ${4:OrderPlaced}: {} } ]',
  subjects: '${1:order}: { id: ${2:order_id} }',
  services: '${1:shop}: { owns: [${2:order}] }',
  systems: '${1:daggerheart}: { version: ${2:1.0.0} }',
  screens: '${1:basket}: { reads: [${2:open_orders}], issues: [${3:PlaceOrder}] }',
  precedence:
    '${1:consent-first}: { every: ${2:CreditPulled}, needs: ${3:ConsentGiven}, within: ${4|subject,correlation|} }',
  migrations: '${1:placed-2}: { event: ${2:OrderPlaced}, from: ${3:1}, to: ${4:2}, plan: ${5:how readers come along} }',
};

/** What free text is mostly like, by key. */
const USUAL: Readonly<Record<string, string>> = {
  retention: '90d',
  horizon: '365d',
  within: '1d',
  window: '1h',
  partition_key: 'subject_id',
  t_event: 'record',
  t_process: 'record',
  id: 'id',
  key: 'id',
  idempotency_key: 'id',
  guard: 'id',
  description: 'what it is',
};
const MOST_CHOICES = 30;

/** The value of a key as a snippet, in one line, so that it fits inside of braces as well. */
export function bodyOf(key: string, shape: Shape, model: Model | undefined): string {
  let last = 0;
  const hole = (words: readonly string[], usual: string) => {
    const fit = words.slice(0, MOST_CHOICES).map((word) => word.replace(/[\\,|$}]/g, '\\$&'));
    return fit.length > 0 ? `\${${++last}|${fit.join(',')}|}` : `\${${++last}:${usual}}`;
  };
  const body = (name: string, of: Shape): string => {
    switch (of.kind) {
      case 'text': {
        const names = of.refs && model ? Object.keys(model[of.refs]) : [];
        return hole([...(of.values ?? []), ...names], USUAL[name] ?? name);
      }
      case 'integer':
        return hole([], '1');
      case 'boolean':
        return hole(['true', 'false'], '');
      case 'list':
        return `[${body(name, of.of)}]`;
      case 'namedOrList': {
        const names = of.refs && model ? Object.keys(model[of.refs]) : [];
        return `{ ${hole(names, of.refs ? 'name' : 'CODE')}: ${of.of.kind === 'list' ? body(name, of.of) : ''} }`;
      }
      case 'named':
        return `{ ${hole([], 'name')}: {} }`;
      case 'payload':
        return `{ ${hole([], 'id')}: ${hole(SHORT_TYPES, '')} }`;
      case 'map': {
        const [first] = Object.entries(of.keys).filter(([k]) => k !== 'description');
        return first ? `{ ${first[0]}: ${body(first[0], first[1].shape)} }` : '{}';
      }
      case 'schema':
        return `{ type: ${hole([], 'object')} }`;
      case 'any':
        return hole([], 'value');
    }
  };
  return body(key, shape);
}
