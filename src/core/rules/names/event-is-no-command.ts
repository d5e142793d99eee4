import { pointer } from '../../json-pointer.ts';
import { judge, type Verdict } from '../../words/tense.ts';
import { consumersByType } from '../fields.ts';
import type { Rule } from '../rule.ts';

const ASKING: ReadonlySet<Verdict> = new Set<Verdict>(['imperative', 'future', 'request']);

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
    const hearing = consumersByType(model);
    const [heard, ...others] = hearing.get(name) ?? hearing.get('*') ?? [];
    if (heard === undefined || others.length > 0) return;
    const [consumer, { awaits_reply }] = heard;
    if (awaits_reply === false) return;
    const awaited = awaits_reply === true;
    if (!awaited && (verdict !== 'imperative' || event.visibility === 'published')) return;
    report({
      pointer: pointer('events', name),
      part: 'key',
      ...(!awaited && { severity: 'warning' }),
      message: `\`${name}\` is a command that travels as an event: its name asks for something, \`${consumer}\` alone hears it${awaited ? ', and its answer is waited for' : ''}. An event binds nobody to act: send a command (\`issues\`, or \`commands\`), and record what came of it as an event.`,
    });
  },
};
