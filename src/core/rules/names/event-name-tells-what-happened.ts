import { pointer } from '../../json-pointer.ts';
import type { ProfileName } from '../../model/model.ts';
import type { RecordKind } from '../../record/record.ts';
import { isVerb } from '../../words/inflection.ts';
import { pastName } from '../../words/rename.ts';
import { partsOf } from '../../words/split.ts';
import { type Judgement, judge, type Verdict } from '../../words/tense.ts';
import type { Rule, Visit } from '../rule.ts';
import { hasIntents, kindOf } from './kind.ts';
import { namesProcess } from './process.ts';
import { renameEvent } from './rename-event.ts';
import { isUsable } from './usable.ts';

/** What each fault of a name breaks, whatever the profile: check keeps the clauses of the chosen one. */
const CLAUSES: Partial<Readonly<Record<Verdict, readonly string[]>>> = {
  imperative: ['HL-011', 'ES-005', 'ES-020', 'ES-021', 'FA-050', 'EM-010', 'EM-015', 'EM-061'],
  future: ['HL-011', 'ES-005', 'ES-020', 'ES-021', 'FA-050', 'EM-010', 'EM-023', 'EM-061'],
  present: ['HL-011', 'HL-053', 'ES-005', 'ES-020', 'ES-021', 'FA-050', 'EM-010', 'EM-061'],
  state: ['ES-020', 'ES-021', 'FA-050', 'EM-061'],
  provisional: ['ES-005', 'ES-020', 'ES-021', 'FA-050', 'EM-010', 'EM-023', 'EM-061'],
};
const SAYS: Partial<Readonly<Record<Verdict, string>>> = {
  imperative: 'is an order: it says what should happen',
  future: 'tells of the future',
  present: 'says that it is still going on',
  state: 'asserts how something is',
  provisional: 'says that it is not settled yet',
};

export const eventNameTellsWhatHappened: Rule = {
  meta: {
    id: 'event-name-tells-what-happened',
    title: 'The name of an event tells what happened',
    clauses: ['HL-011', 'HL-053', 'ES-005', 'ES-020', 'ES-021', 'FA-050', 'EM-010', 'EM-015', 'EM-023', 'EM-061'],
    severity: {
      hless: 'error',
      game: 'warning',
      envelope: 'error',
      evidence: 'error',
      eventing: 'error',
      unified: 'error',
    },
    targets: 'model',
    since: '0.1',
  },
  event(name, event, visit) {
    if (!isUsable(name)) return;
    const kind = kindOf(event, visit.model);
    // Under these two a request and an observation are kinds with names of their own.
    if (visit.settings.tense === 'by-kind' && (kind === 'INTENT' || kind === 'OBSERVATION')) return;
    const judged = judge(name);
    if (judged.verdict === 'request') aboutRequest(name, kind === undefined, visit);
    else if (isFault(judged, visit)) aboutFault(name, judged, kind, visit);
    else if (judged.verdict === 'unknown' && ENDS_IN_PAST.has(visit.settings.eventNames)) aboutProcess(name, visit);
  },
};

function isFault({ verdict, past }: Judgement, { settings }: Visit): boolean {
  // What is provisional is another rule's where kinds have names of their own; a state may be a FACT there.
  if (settings.tense === 'by-kind') return verdict === 'imperative' || verdict === 'future' || verdict === 'present';
  return CLAUSES[verdict] !== undefined && !past;
}

function aboutFault(
  name: string,
  { verdict, word, suggestion: past }: Judgement,
  kind: RecordKind | undefined,
  { model, report }: Visit,
): void {
  // What is about to be has no past that is sure.
  const suggestion = word?.endsWith(' to') === true ? undefined : past;
  const better = suggestion === undefined ? '' : ` (\`${suggestion}\`)`;
  const fix = renameEvent(model, name, suggestion);
  report({
    pointer: pointer('events', name),
    part: 'key',
    // Only a FACT is held to be true for good.
    clauses: (CLAUSES[verdict] ?? []).filter((clause) => clause !== 'HL-053' || kind === 'FACT'),
    message: `\`${name}\` ${SAYS[verdict] ?? 'does not tell what happened'}${word === undefined ? '' : ` ("${word}")`}. An event is a fact that already happened, and whoever reads the log takes it for one: name what came about, in the past${better}; what is asked for is a command.`,
    ...(fix && { fix }),
  });
}

/** `billing.invoice.send_requested`: where requests are not recorded, an event is the outcome. */
function aboutRequest(name: string, undeclared: boolean, { model, profile, settings, report }: Visit): void {
  const advised = profile === 'unified' && undeclared && !hasIntents(model);
  if (!HAVE_OUTCOMES_ONLY.has(profile) && !advised) return;
  const fix = renameEvent(model, name, outcomeOf(name));
  report({
    pointer: pointer('events', name),
    part: 'key',
    clauses: ['EM-015', 'EM-023'],
    ...(advised && { severity: 'info' }),
    ...(settings.intents === 'no' && { setting: 'intents' }),
    message: `\`${name}\` records that something was asked for. An event is an outcome, no request: let the request be a command, and name what came of it${fix ? ` (\`${outcomeOf(name) ?? ''}\`)` : ''}.`,
    ...(fix && { fix }),
  });
}
const HAVE_OUTCOMES_ONLY: ReadonlySet<ProfileName> = new Set(['eventing']);

function outcomeOf(name: string): string | undefined {
  const { tail } = partsOf(name);
  const asked = name.slice(0, name.length - tail.length).replace(/[_-]?requested$/i, '');
  return pastName(asked + tail);
}

const ENDS_IN_PAST: ReadonlySet<string> = new Set(['three-part', 'dotted']);

/** `ingestion.dataset.ingestion`, `media.document.upload`: a word of the lexicon where the form asks for a past. */
function aboutProcess(name: string, { report }: Visit): void {
  const act = namesProcess(name);
  if (act === undefined) return;
  report({
    pointer: pointer('events', name),
    part: 'key',
    clauses: [
      'ES-020',
      'ES-021',
      'EM-061',
      ...(isVerb(act.split(' ', 1)[0] ?? '') ? ['ES-005', 'EM-010'] : []),
      ...(act === 'request' ? ['EM-015'] : []),
    ],
    severity: 'warning',
    message: `\`${name}\` ends in "${act}", which leaves open whether it is to be done, has begun, or is over. The last part tells what happened, in the past.`,
  });
}
