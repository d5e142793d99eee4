import { pointer, type Rule } from '../rule.ts';
import { PROVISIONAL, wordsOf } from '../words.ts';

export const factNotProvisional: Rule = {
  meta: {
    id: 'fact-not-provisional',
    title: 'A FACT states nothing provisional',
    clauses: ['HL-053'],
    severity: { hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, { model, report }) {
    const stream =
      event.stream !== undefined && Object.hasOwn(model.streams, event.stream)
        ? model.streams[event.stream]
        : undefined;
    if ((event.kind ?? stream?.record_kind) !== 'FACT') return;
    const word = wordsOf(name).find((w) => PROVISIONAL.has(w));
    if (word === undefined) return;
    report({
      pointer: pointer('events', name),
      message: `\`${name}\` is a FACT, but "${word}" says that it may still change. A FACT states what is now permanently true: name what did happen (\`…Placed\`, \`…Held\`), or record the request as an INTENT.`,
    });
  },
};
