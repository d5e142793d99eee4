import { pointer } from '../../json-pointer.ts';
import { requestForm } from '../../words/rename.ts';
import { LONGEST_NAME, wordsOf } from '../../words/split.ts';
import { judge, type Verdict } from '../../words/tense.ts';
import type { Rule } from '../rule.ts';
import { kindOf } from './kind.ts';
import { isAct } from './process.ts';
import { renameEvent } from './rename-event.ts';
import { isUsable } from './usable.ts';

/** Past acts that are themselves a request or an attempt. */
const REQUESTING: ReadonlySet<string> = new Set(
  'submitted proposed applied sought petitioned queried wished wanted intended initiated begged claimed filed lodged tendered pleaded'.split(
    ' ',
  ),
);
const SAYS: Partial<Readonly<Record<Verdict, string>>> = {
  imperative: 'is an order',
  past: 'says that it was done, which a request does not know',
  future: 'tells of the future',
  present: 'says that it is going on',
  state: 'asserts how something is',
};

export const intentNameTellsRequest: Rule = {
  meta: {
    id: 'intent-name-tells-request',
    title: 'The name of an INTENT tells that something was requested or attempted',
    clauses: ['HL-011', 'HL-051'],
    severity: { hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, { model, report }) {
    if (kindOf(event, model) !== 'INTENT' || !isUsable(name) || name.length > LONGEST_NAME) return;
    const { verdict, word } = judge(name);
    if (verdict === 'request' || (word !== undefined && REQUESTING.has(word))) return;
    // Words that the lexicon does not hold may say it in their own language.
    if (verdict === 'unknown' && !wordsOf(name).some(isAct)) return;
    const better = requestForm(name);
    const fix = renameEvent(model, name, better);
    report({
      pointer: pointer('events', name),
      part: 'key',
      clauses: verdict === 'imperative' || verdict === 'future' ? ['HL-011', 'HL-051'] : ['HL-051'],
      ...(verdict === 'unknown' && { severity: 'warning' }),
      message: `\`${name}\` is an INTENT, but its name ${SAYS[verdict] ?? 'does not tell that something was asked for'}. An INTENT records that somebody asked or tried, and promises no success: \`${better}\`.`,
      ...(fix && { fix }),
    });
  },
};
