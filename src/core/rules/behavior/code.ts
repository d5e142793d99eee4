/** What the functions of behavior do: what they reach, change and wait for. Helpers that they call are read with them. */
import type { Place } from '../../finding.ts';
import type { CodeFinding, Declared } from './facts.ts';
import { importedBy, importFinding, namesBehavior, vendorFinding, waitingFinding } from './file-findings.ts';
import { APPENDS, CHANGES, outsideKind, PURE, READS } from './outside.ts';
import type { Scope, SourceFile } from './source.ts';
import { ageDrop, dedupeByTime, isAgeValue } from './time-use.ts';
import {
  bare,
  boundBy,
  isFunction,
  keyOf,
  nameOf,
  placeOf,
  rootOf,
  type Tree,
  textOf,
  tree,
  trees,
  walk,
} from './tree.ts';

export type Role = 'fold' | 'projection' | 'decider' | 'policy' | 'invariant' | 'upcaster' | 'consumer' | 'handler';

/** What one consumer or handler does, its helpers included. */
export interface Did {
  readonly effects: Declared[];
  /** Issued or executed. */
  readonly commands: Declared[];
  looksAtVersion: boolean;
  openSwitch?: Place;
  branches: boolean;
}
export interface CodeReader {
  /** What stands anywhere in a file: imports, waiting, vendor features. */
  file(file: SourceFile): void;
  run(file: SourceFile, node: Tree, role: Role, name: string): Did;
}

/** Where a role gets its event, and its reach. */
const EVENT_AT: Readonly<Record<Role, number>> = {
  fold: 1,
  projection: 1,
  upcaster: 1,
  policy: 0,
  consumer: 0,
  decider: -1,
  invariant: -1,
  handler: -1,
};
const GIVEN: Partial<Readonly<Record<Role, readonly string[]>>> = {
  consumer: ['effects', 'issue'],
  handler: ['execute'],
};
const BRANCHES = new Set(['IfStatement', 'ConditionalExpression', 'SwitchStatement']);

export function codeReader(scope: Scope, report: (finding: CodeFinding) => void): CodeReader {
  const said = new Set<string>();
  const say = (finding: CodeFinding) => {
    const { file, line, column } = finding.place;
    const key = `${finding.rule}\n${file}\n${line}\n${column}`;
    if (!said.has(key)) report(finding);
    said.add(key);
  };
  return {
    file(file) {
      if (!file.program) return;
      for (const { from, node } of file.imports.values()) {
        const found = importFinding(file.path, from, node, scope.fileOf(file, from) !== undefined);
        if (found) say(found);
      }
      walk(file.program, (node, above) => {
        const from = importedBy(node);
        const imported =
          from === undefined ? undefined : importFinding(file.path, from, node, scope.fileOf(file, from) !== undefined);
        if (imported) say(imported);
        const found = waitingFinding(file.path, node) ?? vendorFinding(file.path, node, above);
        if (found) say(found);
      });
    },
    run(file, node, role, name) {
      const did: Did = { effects: [], commands: [], looksAtVersion: false, branches: false };
      const seen = new Set<string>();
      const look = (where: SourceFile, fn: Tree, eventAt: number, reachAt: number) => {
        const key = `${where.path}\n${fn.start}\n${eventAt}\n${reachAt}`;
        if (seen.has(key)) return;
        seen.add(key);
        lookAt({ file: where, fn, eventAt, reachAt, role, name, did, scope, say, look });
      };
      look(file, node, EVENT_AT[role], GIVEN[role] ? 1 : -1);
      return did;
    },
  };
}

interface Looking {
  readonly file: SourceFile;
  readonly fn: Tree;
  /** Which parameters are the event and the reach; -1 = none. */
  readonly eventAt: number;
  readonly reachAt: number;
  readonly role: Role;
  readonly name: string;
  readonly did: Did;
  readonly scope: Scope;
  readonly say: (finding: CodeFinding) => void;
  readonly look: (file: SourceFile, fn: Tree, eventAt: number, reachAt: number) => void;
}

function lookAt(at: Looking): void {
  const { file, fn, role, did, scope, say } = at;
  const place = (node: Tree) => placeOf(file.path, node);
  const params = trees(fn.params);
  const local = new Set<string>();
  const event = new Set<string>();
  const reach = new Set<string>();
  const ages = new Set<string>();
  /** What `effects`, `issue` and `execute` are called here. */
  const given = new Map<string, string>();
  const bind = (pattern: Tree | undefined) => boundBy(pattern, local);

  const unpack = (pattern: Tree | undefined) => {
    for (const p of trees(pattern?.properties)) {
      const target = p.type === 'RestElement' ? tree(p.argument) : tree(p.value);
      const key = p.type === 'RestElement' ? undefined : keyOf(p);
      const local = nameOf(target?.type === 'AssignmentPattern' ? tree(target.left) : target);
      if (key !== undefined && GIVEN[role]?.includes(key)) {
        if (local !== undefined) given.set(local, key);
        else if (key === 'effects') for (const e of trees(target?.properties)) effectName(e);
      } else say(reachFinding(at, p, key ?? '...'));
    }
  };
  const effectName = (property: Tree) => {
    const key = keyOf(property);
    if (key !== undefined) did.effects.push({ name: key, place: place(property) });
  };

  for (const [i, param] of params.entries()) {
    bind(param);
    const pattern = param.type === 'AssignmentPattern' ? tree(param.left) : param;
    if (i === at.eventAt || (role === 'upcaster' && i === 0)) boundBy(pattern, event);
    if (i === at.reachAt) {
      const name = nameOf(pattern);
      if (name !== undefined) reach.add(name);
      else unpack(pattern);
    }
  }
  walk(fn, (node) => {
    if (node.type === 'VariableDeclarator') bind(tree(node.id));
    else if (node !== fn && isFunction(node)) {
      for (const p of trees(node.params)) bind(p);
      bind(tree(node.id));
    } else if (node.type === 'CatchClause') bind(tree(node.param));
  });
  bind(tree(fn.id));

  const isEvent = (node: Tree | undefined) => event.has(nameOf(rootOf(node)) ?? '');
  const outer = (node: Tree | undefined) => {
    const name = nameOf(rootOf(node));
    return name !== undefined && !local.has(name) ? name : undefined;
  };
  const change = (target: Tree | undefined, node: Tree) => {
    const to = bare(target);
    if (to?.type === 'ObjectPattern' || to?.type === 'ArrayPattern') return;
    if (to?.type === 'MemberExpression' && isEvent(to)) say(eventFinding(at, node));
    const name = outer(to);
    if (name !== undefined && !PURE.has(name)) say(outsideWrite(at, node, name));
  };

  walk(fn, (node, above) => {
    const parent = above.at(-1);
    if (BRANCHES.has(node.type)) did.branches = true;
    switch (node.type) {
      case 'VariableDeclarator': {
        const init = bare(tree(node.init));
        const id = tree(node.id);
        if (init && isEvent(init)) boundBy(id, event);
        // What `execute` answers with was recorded.
        if (init?.type === 'CallExpression' && givenCall(bare(tree(init.callee)))?.kind === 'execute')
          boundBy(id, event);
        if (init && isAgeValue(init)) boundBy(id, ages);
        const name = nameOf(init);
        if (name !== undefined && reach.has(name) && id?.type === 'ObjectPattern') unpack(id);
        if (name !== undefined && given.get(name) === 'effects') for (const e of trees(id?.properties)) effectName(e);
        if (name === 'Math' || name === 'Date')
          for (const p of trees(id?.properties)) {
            const key = keyOf(p);
            if (key === 'random' || key === 'now') say(impure(at, p, key === 'now' ? 'the clock' : 'randomness'));
          }
        if (id?.type === 'ObjectPattern' && trees(id.properties).some((p) => keyOf(p) === 'version'))
          did.looksAtVersion = true;
        break;
      }
      case 'ObjectPattern':
        if (trees(node.properties).some((p) => p.type !== 'RestElement' && keyOf(p) === 'version'))
          did.looksAtVersion = true;
        break;
      case 'AssignmentExpression':
        change(tree(node.left), node);
        break;
      case 'UpdateExpression':
        change(tree(node.argument), node);
        break;
      case 'UnaryExpression':
        if (node.operator === 'delete') change(tree(node.argument), node);
        break;
      case 'MemberExpression': {
        const key = keyOf(node);
        const object = bare(tree(node.object));
        const name = nameOf(object);
        if (key === 'version') did.looksAtVersion = true;
        if (name === 'Math' && !local.has('Math') && key === 'random') say(impure(at, node, 'randomness'));
        if (name === 'Date' && !local.has('Date') && key === 'now') say(impure(at, node, 'the clock'));
        if (name !== undefined && reach.has(name)) {
          if (key === undefined || !GIVEN[role]?.includes(key))
            say(reachFinding(at, above.at(-1) ?? node, key ?? '…', above));
        }
        break;
      }
      case 'NewExpression':
        if (nameOf(bare(tree(node.callee))) === 'Date' && !local.has('Date') && trees(node.arguments).length === 0)
          say(impure(at, node, 'the clock'));
        break;
      case 'SwitchStatement': {
        const on = bare(tree(node.discriminant));
        const version = (on?.type === 'MemberExpression' && keyOf(on) === 'version') || nameOf(on) === 'version';
        if (version && trees(node.cases).every((one) => tree(one.test) !== undefined)) did.openSwitch ??= place(node);
        break;
      }
      case 'CallExpression':
        call(node, parent);
        break;
      case 'Identifier':
        identifier(node, parent);
        break;
      default:
    }
    if (role === 'consumer') {
      const found = dedupeByTime(file.path, node, at.name) ?? ageDrop(file.path, node, at.name, given, ages);
      if (found) say(found);
    }
  });

  function call(node: Tree, parent: Tree | undefined): void {
    const callee = bare(tree(node.callee));
    const args = trees(node.arguments);
    const name = nameOf(callee);
    if (name === 'Date' && !local.has('Date')) say(impure(at, node, 'the clock'));
    const done = givenCall(callee);
    if (done) {
      if (done.kind === 'effects') did.effects.push({ name: done.name, place: place(callee ?? node) });
      else {
        const type = args[0] && commandOf(args[0], done.kind);
        if (type) did.commands.push({ name: type.name, place: place(type.node) });
      }
      if (role === 'consumer') {
        if (parent && USES_ANSWER.has(parent.type) && uses(parent, node)) say(answerFinding(at, node));
        if (done.kind === 'effects' && DELETES.test(done.name)) say(eventFinding(at, node));
      }
      return;
    }
    if (callee?.type === 'MemberExpression') {
      const method = keyOf(callee) ?? '';
      const object = bare(tree(callee.object));
      const first = bare(args[0]);
      const owner = nameOf(object);
      if (
        (owner === 'Object' && /^(?:assign|define\w+|setPrototypeOf)$/.test(method)) ||
        (owner === 'Reflect' && /^(?:set|delete\w+|define\w+)$/.test(method))
      ) {
        if (isEvent(first)) say(eventFinding(at, node));
        const root = outer(first);
        if (root !== undefined && !PURE.has(root)) say(outsideWrite(at, node, root));
      } else if (isEvent(object) && (CHANGES.has(method) || DELETES_SELF.test(method))) say(eventFinding(at, node));
      else if (CHANGES.has(method)) {
        const root = outer(object);
        if (root !== undefined && file.tops.has(root)) say(outsideWrite(at, node, root));
      }
    }
    // A helper that is handed the event or the reach is read with that in mind.
    if (name !== undefined && !local.has(name)) {
      const helper = scope.resolve(file, callee);
      if (helper && isFunction(helper.node)) {
        const index = (names: ReadonlySet<string>) => args.findIndex((arg) => names.has(nameOf(bare(arg)) ?? ''));
        at.look(helper.file, helper.node, index(event), index(reach));
      }
    }
  }

  function givenCall(callee: Tree | undefined): { kind: string; name: string } | undefined {
    const name = nameOf(callee);
    if (name !== undefined) {
      const kind = given.get(name);
      return kind !== undefined && kind !== 'effects' ? { kind, name } : undefined;
    }
    if (callee?.type !== 'MemberExpression') return undefined;
    const key = keyOf(callee);
    const object = bare(tree(callee.object));
    const owner = nameOf(object);
    if (key === undefined) return undefined;
    if (owner !== undefined && given.get(owner) === 'effects') return { kind: 'effects', name: key };
    if (owner !== undefined && reach.has(owner) && (key === 'issue' || key === 'execute'))
      return { kind: key, name: key };
    if (
      object?.type === 'MemberExpression' &&
      keyOf(object) === 'effects' &&
      reach.has(nameOf(bare(tree(object.object))) ?? '')
    )
      return { kind: 'effects', name: key };
    return undefined;
  }

  function identifier(node: Tree, parent: Tree | undefined): void {
    const name = nameOf(node);
    if (name === undefined || local.has(name)) return;
    if (file.tops.has(name)) {
      const value = file.tops.get(name);
      if (file.changing.has(name)) say(outsideRead(at, node, name));
      else if (isFunction(value)) {
        const called = parent?.type === 'CallExpression' && bare(tree(parent.callee)) === node;
        if (!called) at.look(file, value, -1, -1);
      } else if (value && REPLAYED.has(role)) constant(node, value);
      return;
    }
    const imported = file.imports.get(name);
    if (imported) {
      const other = scope.fileOf(file, imported.from);
      if (!other && !namesBehavior(imported.from))
        say(outsideRead(at, parent?.type === 'MemberExpression' ? parent : node, name));
      return;
    }
    const kind = outsideKind(name);
    if (kind !== undefined) say(GIVEN[role] ? outsideRead(at, node, name) : impure(at, node, kind, name));
    else if (!PURE.has(name)) say(outsideRead(at, parent?.type === 'MemberExpression' ? parent : node, name));
    else if (
      (name === 'Math' || name === 'Date') &&
      !ASKED.has(parent?.type ?? '') &&
      tree(parent?.id)?.type !== 'ObjectPattern'
    )
      say(impure(at, node, name === 'Math' ? 'randomness' : 'the clock'));
  }

  /** A constant that was filled from outside when the code was loaded. */
  function constant(node: Tree, value: Tree): void {
    walk(value, (inner) => {
      const callee = bare(tree(inner.callee));
      const member = callee?.type === 'MemberExpression' ? `${nameOf(bare(tree(callee.object)))}.${keyOf(callee)}` : '';
      if (member === 'Math.random') say(impure(at, node, 'randomness'));
      const clock = inner.type === 'NewExpression' && nameOf(callee) === 'Date' && trees(inner.arguments).length === 0;
      if (member === 'Date.now' || clock) say(impure(at, node, 'the clock'));
      const taken = inner === value ? nameOf(inner) : undefined;
      if (taken === 'Math' || taken === 'Date') say(impure(at, node, taken === 'Math' ? 'randomness' : 'the clock'));
      const kind = inner.type === 'Identifier' ? outsideKind(nameOf(inner) ?? '') : undefined;
      if (kind !== undefined) say(impure(at, node, kind));
    });
  }
}

/** Parents in which `Math` and `Date` are asked for something that is judged by itself. */
const ASKED = new Set(['MemberExpression', 'CallExpression', 'NewExpression', 'BinaryExpression']);
const REPLAYED: ReadonlySet<Role> = new Set<Role>(['fold', 'projection', 'decider', 'policy', 'invariant', 'upcaster']);
const USES_ANSWER = new Set([
  'VariableDeclarator',
  'AssignmentExpression',
  'MemberExpression',
  'IfStatement',
  'BinaryExpression',
  'SwitchStatement',
  'WhileStatement',
]);
const uses = (parent: Tree, node: Tree) =>
  parent.type === 'MemberExpression'
    ? bare(tree(parent.object)) === node
    : [parent.init, parent.right, parent.test, parent.left, parent.discriminant].some(
        (part) => bare(tree(part)) === node,
      );
const DELETES =
  /^(?:delete|remove|purge|drop|erase|truncate|withhold|hide|alter|rewrite|edit|update|overwrite)_?(?:\w*_)?(?:event|record|message|log|journal|stream)s?$/i;
const DELETES_SELF = /^(?:delete|remove|purge|erase|destroy|withhold)/i;

function commandOf(arg: Tree, kind: string): { name: string; node: Tree } | undefined {
  const first = bare(arg);
  const written = textOf(first);
  if (kind === 'issue') return first && written !== undefined ? { name: written, node: first } : undefined;
  const type = trees(first?.properties).find((p) => p.type === 'Property' && keyOf(p) === 'type');
  const value = bare(tree(type?.value));
  const name = textOf(value);
  return value && name !== undefined ? { name, node: value } : undefined;
}

const where = ({ role, name }: Looking) => `The ${role} \`${name}\``;
const WRITES = ['HL-020', 'GS-010', 'GS-011', 'GS-021', 'GS-062', 'FA-051'];
const STEPS = ['GS-001', 'GS-010', 'GS-011', 'GS-062', 'HL-020', 'FA-051'];

/** A handler or consumer that reaches for what it was not given. `above`: what is done with it. */
function reachFinding(at: Looking, node: Tree, key: string, above: readonly Tree[] = []): CodeFinding {
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

function outsideWrite(at: Looking, node: Tree, name: string): CodeFinding {
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

function outsideRead(at: Looking, node: Tree, name: string): CodeFinding {
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

function impure(at: Looking, node: Tree, what: string, name?: string): CodeFinding {
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

const eventFinding = (at: Looking, node: Tree): CodeFinding => ({
  rule: 'event-is-only-read',
  clauses: ['EM-030', 'GS-002'],
  place: placeOf(at.file.path, node),
  message: `${where(at)} changes or removes an event. What happened stays as it was recorded, and others read it too: copy what you need, and record a new event where something is to be put right.`,
});

const answerFinding = (at: Looking, node: Tree): CodeFinding => ({
  rule: 'code-waits-for-nobody',
  clauses: ['ES-054', 'EM-003', 'EM-142'],
  place: placeOf(at.file.path, node),
  message: `${where(at)} uses the answer of what it sends off. Nobody answers here: an event of the outcome comes later, if at all. React to that event in a consumer of its own.`,
});
