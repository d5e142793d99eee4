import { pointer } from '../../json-pointer.ts';
import { wordsOf } from '../../words/split.ts';
import { judge } from '../../words/tense.ts';
import type { Rule } from '../rule.ts';
import { isRecordedFact, kindOf, own, some, yaml } from './look.ts';

const TURNED_DOWN = /\b(?:rejected|refused|declined|denied|vetoed|disapproved|disallowed|dismissed|turned down)\b/;

export const rejectionIsAFact: Rule = {
  meta: {
    id: 'rejection-is-a-fact',
    title: 'A rejection is recorded as a FACT',
    clauses: ['HL-054'],
    severity: { hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  command(name, command, { model, settings, report }) {
    const at = pointer('commands', name, 'rejects');
    const rejects = Object.entries(command.rejects ?? {});
    const mutates = command.mutates ?? (command.emits ?? []).length > 0;
    const bare = rejects.flatMap(([code, fact]) => (fact === undefined ? [code] : []));
    if (settings.rejected === 'fact' && mutates && bare.length > 0) {
      const failure = own(model.events, command.records)?.outcomes?.failure ?? [];
      const fact = failure.find((type) => isRecordedFact(model, own(model.events, type) ?? {}) === true);
      const map = rejects.map(([code, known]) => `${yaml(code)}: ${yaml(known ?? fact ?? '')}`).join(', ');
      report({
        pointer: at,
        message: `\`${name}\` turns down with ${some(bare)} and records nothing. A rejection is itself permanently true, and a code in an answer is gone with the answer: name the FACT that records it, as \`CODE: …Rejected\`.`,
        ...(fact !== undefined && {
          fix: { title: `Record it as ${fact}`, replace: { at, value: `{ ${map} }` } },
        }),
      });
    }
    for (const [code, type] of rejects) {
      const event = own(model.events, type);
      if (event === undefined || isRecordedFact(model, event) !== false) continue;
      report({
        pointer: `${at}${pointer(code)}`,
        part: 'value',
        message: `\`${name}\` records its rejection \`${code}\` as \`${type}\`, which is no FACT in a FACT stream but ${kindOf(model, event) ?? 'something else'}. A rejection is permanently true: put \`${type}\` into a FACT stream, or name another event.`,
      });
    }
  },
  event(name, event, { model, report }) {
    if (kindOf(model, event) !== 'INTENT' || judge(name).verdict === 'request') return;
    if (!TURNED_DOWN.test(wordsOf(name.slice(0, 300)).join(' '))) return;
    report({
      pointer: pointer('events', name),
      message: `\`${name}\` is a rejection, and stands among requests (INTENT). That something was turned down is permanently true: put it into a FACT stream.`,
    });
  },
};
