/** An open `'?'` with all that may be answered, each a fix; what speaks for one answer is said, and nothing is called a guess without it. */
import type { Finding, Fix } from '../finding.ts';
import { keysOf, pointer } from '../json-pointer.ts';
import { word } from '../model/draft.ts';
import type { EventModel, Model } from '../model/model.ts';
import { namesIn } from '../model/names-in.ts';
import { answersTo, openQuestion } from '../model/open-question.ts';
import type { ParsedModel, Question } from '../model/parse.ts';
import type { Asked } from '../model/understand.ts';
import { editAt } from './edit.ts';
import { fieldsOfEvent, named } from './fields.ts';
import { namespaceOf } from './names/owner.ts';
import { perModel } from './per-model.ts';
import { isHealth, personalOf } from './sensitive.ts';
import { subjectFixes } from './undecided-subject.ts';

/** What speaks for an answer. */
interface Reason {
  readonly answer: string;
  readonly why: string;
}
/** More names are no choice; they are found by completion. */
const MOST = 12;

interface Answered {
  readonly ground: readonly unknown[];
  readonly finding: Finding;
}
const kept = new WeakMap<Question, Answered>();

/** The finding of the text alone, with what the model tells; looked for again only where something that it rests on has changed. */
export function answered(finding: Finding, question: Question, parsed: ParsedModel): Finding {
  const { asks } = question;
  if (!asks) return finding;
  const ground = groundOf(finding, asks, parsed);
  const before = kept.get(question);
  if (before && ground.every((part, i) => part === before.ground[i])) return before.finding;
  const made = answer(finding, asks, parsed);
  kept.set(question, { ground, finding: made });
  return made;
}

/** All that an answer is made of: its place, its definition, and those parts of the model that it may name. */
function groundOf({ place }: Finding, asked: Asked, { model, exactly }: ParsedModel): readonly unknown[] {
  const [section = '', name = ''] = keysOf(place.pointer ?? '');
  const definitions = section === 'events' ? model.events : section === 'commands' ? model.commands : {};
  const { systems, subjects, projections, commands } = model;
  const named = asked.kind === 'text' && asked.refs !== undefined ? model[asked.refs] : undefined;
  const lines = ['/subjects', pointer(section)].flatMap((at) => [exactly(at)?.file, exactly(at)?.line]);
  const own = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
  return [
    place.pointer,
    place.file,
    place.line,
    place.column,
    own,
    systems,
    subjects,
    projections,
    commands,
    named,
    ...lines,
  ];
}

function answer(finding: Finding, asked: Asked, parsed: ParsedModel): Finding {
  const { model } = parsed;
  const at = finding.place.pointer ?? '';
  const keys = keysOf(at);
  const about = reasonFor(keys, model);
  const cautious = about === undefined && keys.length === 3 && keys[2] === 'classification' ? CAUTIOUS : undefined;
  const fixes = [
    ...(keys[2] === 'subject' && keys.length === 3 ? subjectFixes(finding, keys, parsed) : []),
    ...choices(asked, model, about, cautious).map((answer) =>
      fixOf(
        answer === cautious ? `Decide: ${answer} (the cautious answer)` : `Decide: ${answer}`,
        finding,
        word(answer),
      ),
    ),
  ].filter((fix) => fix !== undefined);
  const apart = fixes.filter((fix, i) => fixes.findIndex(({ title }) => title === fix.title) === i);
  const said =
    about !== undefined
      ? `${about.why}: the guess is \`${about.answer}\`.`
      : cautious !== undefined
        ? `Nothing here tells which; \`${cautious}\` is the cautious answer.`
        : '';
  return {
    ...finding,
    message: openQuestion(at, asked, said),
    ...(apart.length > 0 && { fixes: apart }),
  };
}

/** What is taken for too sensitive is kept too close; the other way round it is out. */
const CAUTIOUS = 'confidential';

function choices(asked: Asked, model: Model, about: Reason | undefined, cautious: string | undefined) {
  const first = about?.answer ?? cautious;
  const names = asked.kind === 'text' && asked.refs !== undefined ? namesIn(model[asked.refs]).slice(0, MOST) : [];
  const all = [...answersTo(asked), ...names];
  // The first one is at hand in an editor: it is not the one that does most harm.
  const sorted = cautious === undefined ? all : [...all.filter((one) => one !== 'public'), 'public'];
  return first === undefined ? sorted : [first, ...sorted.filter((one) => one !== first)];
}

function fixOf(title: string, { place }: Finding, text: string): Fix | undefined {
  const edit = editAt(place, text);
  return edit && { title, edits: [edit] };
}

function reasonFor([section, name, key, ...below]: readonly string[], model: Model): Reason | undefined {
  if (name === undefined || below.length > 0) return undefined;
  if (key === 'owner') return ownerReason(name, model);
  const event = section === 'events' ? named(model.events, name) : undefined;
  if (!event) return undefined;
  if (key === 'classification') return sensitivityOf(name, event);
  return key === 'replay_intent' ? replayReason(name, event, model) : undefined;
}

function ownerReason(name: string, { systems }: Model): Reason | undefined {
  const system = namespaceOf(name);
  if (system !== undefined)
    return Object.hasOwn(systems, system)
      ? { answer: system, why: `\`${name}\` stands in the namespace of the system \`${system}\`` }
      : undefined;
  return namesIn(systems).length === 0 ? { answer: 'core', why: 'This model declares no systems' } : undefined;
}

const known = new WeakMap<EventModel, { readonly reason: Reason | undefined }>();

/** The class that the most sensitive field asks for: as it is marked, else as its name tells. */
function sensitivityOf(name: string, event: EventModel): Reason | undefined {
  const before = known.get(event);
  if (before) return before.reason;
  const fields = fieldsOfEvent(name, event);
  const reason = (answer: string, test: (field: (typeof fields)[number]) => string | undefined) => {
    for (const field of fields) {
      const what = test(field);
      if (what !== undefined) return { answer, why: `\`${field.name}\` is ${what}` };
    }
    return undefined;
  };
  const made =
    reason('phi', ({ name: of, field }) =>
      field.sensitive === 'health' || isHealth(of) ? 'health data' : undefined,
    ) ??
    reason('personal', ({ name: of, field }) =>
      field.sensitive === 'personal' ? 'marked as personal data' : personalOf(of, field),
    ) ??
    reason('confidential', ({ field }) => (field.sensitive === 'financial' ? 'marked as financial data' : undefined));
  known.set(event, { reason: made });
  return made;
}

/** By event: the projections that hear it, and the commands that record a rejection with it. */
const heardBy = perModel((model) => {
  const projections = new Map<string, string>();
  const rejections = new Map<string, string>();
  for (const name of namesIn(model.projections))
    for (const type of model.projections[name]?.on ?? []) if (!projections.has(type)) projections.set(type, name);
  for (const name of namesIn(model.commands))
    for (const type of Object.values(model.commands[name]?.rejects ?? {}))
      if (type !== undefined && !rejections.has(type)) rejections.set(type, name);
  return { projections, rejections };
});

function replayReason(name: string, { purpose }: EventModel, model: Model): Reason | undefined {
  const { projections, rejections } = heardBy(model);
  const projection = projections.get(name);
  if (projection !== undefined)
    return { answer: 'projection_and_replay', why: `The projection \`${projection}\` hears it` };
  const command = rejections.get(name);
  if (command !== undefined)
    return { answer: 'audit_only', why: `It records a rejection of \`${command}\`, which changes nothing` };
  return purpose === 'audit' ? { answer: 'audit_only', why: 'Its purpose is `audit`' } : undefined;
}
