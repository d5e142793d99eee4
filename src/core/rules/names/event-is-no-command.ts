import type { ConsumerModel, Model } from '../../model/model.ts';
import { judge, type Verdict } from '../../words/tense.ts';
import { pointer, type Rule } from '../rule.ts';

const ASKING: ReadonlySet<Verdict> = new Set<Verdict>(['imperative', 'future', 'request']);

interface Hearing {
  readonly consumer: string;
  readonly item: ConsumerModel;
  readonly more: number;
}
const kept = new WeakMap<Model, ReadonlyMap<string, Hearing>>();

/** By event type: the one consumer that names it, and how many others do. */
function hearingOf(model: Model): ReadonlyMap<string, Hearing> {
  const known = kept.get(model);
  if (known) return known;
  const index = new Map<string, Hearing>();
  for (const [consumer, item] of Object.entries(model.consumers))
    for (const type of Object.keys(item.on ?? {})) {
      const before = index.get(type);
      index.set(type, before ? { ...before, more: before.more + 1 } : { consumer, item, more: 0 });
    }
  kept.set(model, index);
  return index;
}

export const eventIsNoCommand: Rule = {
  meta: {
    id: 'event-is-no-command',
    title: 'An event is not used as a command',
    clauses: ['EM-140'],
    severity: { eventing: 'error', unified: 'warning' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, { model, settings, report }) {
    const { verdict } = judge(name);
    if (!ASKING.has(verdict)) return;
    // Where requests are records of a kind, one of them may ask.
    if (verdict === 'request' && settings.intents !== 'no') return;
    const heard = hearingOf(model).get(name) ?? hearingOf(model).get('*');
    if (heard === undefined || heard.more > 0 || heard.item.awaits_reply === false) return;
    const awaited = heard.item.awaits_reply === true;
    if (!awaited && (verdict !== 'imperative' || event.visibility === 'published')) return;
    report({
      pointer: pointer('events', name),
      part: 'key',
      ...(!awaited && { severity: 'warning' }),
      message: `\`${name}\` is a command that travels as an event: its name asks for something, \`${heard.consumer}\` alone hears it${awaited ? ', and its answer is waited for' : ''}. An event binds nobody to act: send a command (\`issues\`, or \`commands\`), and record what came of it as an event.`,
    });
  },
};
