/** What is said of code that a clause forbids: one function a finding. */
import type { CodeFinding } from './facts.ts';
import { APPENDS, READS } from './outside.ts';
import { keyOf, placeOf, type Tree } from './tree.ts';

export type Role = 'fold' | 'projection' | 'decider' | 'policy' | 'invariant' | 'upcaster' | 'consumer' | 'handler';

/** Whose code it is, and where. */
export interface Spoken {
  readonly file: { readonly path: string };
  readonly role: Role;
  readonly name: string;
}

/** What a role is handed besides its event or request. */
export const GIVEN: Partial<Readonly<Record<Role, readonly string[]>>> = {
  consumer: ['effects', 'issue'],
  handler: ['execute'],
};

const where = ({ role, name }: Spoken) => `The ${role} \`${name}\``;
const WRITES = ['HL-020', 'GS-010', 'GS-011', 'GS-021', 'GS-062', 'FA-051'];
const STEPS = ['GS-001', 'GS-010', 'GS-011', 'GS-062', 'HL-020', 'FA-051'];

/** A handler or consumer that reaches for what it was not given. `above`: what is done with it. */
export function reachFinding(at: Spoken, node: Tree, key: string, above: readonly Tree[] = []): CodeFinding {
  const methods = above.flatMap((one) => (one.type === 'MemberExpression' ? [keyOf(one) ?? ''] : []));
  const clauses = clausesOf([key, ...methods]);
  const allowed = GIVEN[at.role]?.map((name) => `\`${name}\``).join(' and ') ?? '';
  return {
    rule: 'code-uses-only-its-reach',
    clauses,
    place: placeOf(at.file.path, node),
    message: `${where(at)} reaches for \`${key}\`. It has ${allowed} only: whatever goes around the one path of command, decider, append and apply is missing from the log, and a rebuild will not bring it back.`,
  };
}
function clausesOf(names: readonly string[]): readonly string[] {
  if (names.some((name) => APPENDS.test(name))) return STEPS;
  const verb = names.at(-1) ?? '';
  return READS.test(verb) ? ['GS-062', 'HL-020'] : WRITES;
}

export function outsideWrite(at: Spoken, node: Tree, name: string): CodeFinding {
  if (GIVEN[at.role])
    return {
      rule: 'code-uses-only-its-reach',
      clauses: WRITES,
      place: placeOf(at.file.path, node),
      message: `${where(at)} changes \`${name}\` itself. State and views are derived from the log: send a command, let its event be recorded, and let the fold or the projection change.`,
    };
  return {
    rule: 'replayed-code-is-pure',
    clauses: ['GS-013', 'GS-025', 'FA-002'],
    place: placeOf(at.file.path, node),
    message: `${where(at)} changes \`${name}\`, which outlives the call: a second replay begins with what the first left behind. Keep everything in the returned value.`,
  };
}

export function outsideRead(at: Spoken, node: Tree, name: string): CodeFinding {
  const member = node.type === 'MemberExpression' ? keyOf(node) : undefined;
  if (GIVEN[at.role]) return reachFinding(at, node, member === undefined ? name : `${name}.${member}`, [node]);
  return {
    rule: 'replayed-code-is-pure',
    clauses: clausesOfImpure(at.role),
    place: placeOf(at.file.path, node),
    message: `${where(at)} reads \`${name}\`, which is no part of the log: tomorrow's replay may find something else there. Put what it needs into the event's payload.`,
  };
}

const clausesOfImpure = (role: Role): readonly string[] =>
  role === 'projection' || role === 'fold' ? ['GS-025', 'GS-013', 'FA-002'] : ['GS-025'];

export function impure(at: Spoken, node: Tree, what: string, name?: string): CodeFinding {
  if (GIVEN[at.role])
    return {
      rule: 'replayed-code-is-pure',
      clauses: [],
      place: placeOf(at.file.path, node),
      message: `${where(at)} uses ${what}, which does not exist in replayed code. Use a time or a value of the event.`,
    };
  return {
    rule: 'replayed-code-is-pure',
    clauses: clausesOfImpure(at.role),
    place: placeOf(at.file.path, node),
    message: `${where(at)} uses ${what}${name === undefined ? '' : ` (\`${name}\`)`}: the same records will not give the same result again. Record the value in the event's payload, and read it from there.`,
  };
}

export const eventFinding = (at: Spoken, node: Tree): CodeFinding => ({
  rule: 'event-is-only-read',
  clauses: ['EM-030', 'GS-002'],
  place: placeOf(at.file.path, node),
  message: `${where(at)} changes or removes an event. What happened stays as it was recorded, and others read it too: copy what you need, and record a new event where something is to be put right.`,
});

export const answerFinding = (at: Spoken, node: Tree): CodeFinding => ({
  rule: 'code-waits-for-nobody',
  clauses: ['ES-054', 'EM-003', 'EM-142'],
  place: placeOf(at.file.path, node),
  message: `${where(at)} uses the answer of what it sends off. Nobody answers here: an event of the outcome comes later, if at all. React to that event in a consumer of its own.`,
});

/** A timer, or a `waitFor`. */
export const waitsFinding = (at: Spoken, node: Tree, name: string): CodeFinding => ({
  rule: 'code-waits-for-nobody',
  clauses: ['ES-054', 'EM-003', 'EM-142'],
  place: placeOf(at.file.path, node),
  message: `${where(at)} waits with \`${name}\`. Events are delivered without anybody waiting for anybody: finish here, and go on in a consumer of the event that comes.`,
});

export const vendorFinding = (at: Spoken, node: Tree, name: string): CodeFinding => ({
  rule: 'code-knows-no-vendor',
  clauses: ['EM-131', 'EM-132'],
  place: placeOf(at.file.path, node),
  message: `\`${name}\` belongs to one transport. Behavior that looks at it gives other results on another one: use the event's \`sequence\`, \`id\` or payload, which every transport carries.`,
});

export const brokerFinding = (at: Spoken, node: Tree, name: string): CodeFinding => ({
  rule: 'code-knows-no-vendor',
  clauses: ['EM-130', 'EM-131', 'EM-132'],
  place: placeOf(at.file.path, node),
  message: `${where(at)} talks to \`${name}\` itself. A broker belongs behind the effects and commands that the model declares, so that it can be replaced.`,
});
