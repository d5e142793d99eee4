/** One function of behavior, read: whom it calls, what it changes, what it looks at. */
import { wordsOf } from '../../words/split.ts';
import { takesEvent } from '../consumers/event-words.ts';
import type { Did } from './code.ts';
import {
  answerFinding,
  brokerFinding,
  eventFinding,
  GIVEN,
  impure,
  outsideRead,
  outsideWrite,
  type Role,
  reachFinding,
  vendorFinding,
  waitsFinding,
} from './code-findings.ts';
import type { CodeFinding } from './facts.ts';
import { namesBehavior } from './file-findings.ts';
import { type Bound, bindPattern, boundOf, isEventPart, type Part } from './names.ts';
import { ADAPTER, BROKER_WORDS, CHANGES, outsideKind, PURE, VENDOR, WAITS } from './outside.ts';
import type { Scope, SourceFile } from './source.ts';
import { ageDrop, dedupeByTime, timeNames } from './time-use.ts';
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

export interface Looking {
  readonly file: SourceFile;
  readonly fn: Tree;
  /** What its parameters are, in order. */
  readonly called: readonly (Bound | undefined)[];
  readonly role: Role;
  readonly name: string;
  readonly did: Did;
  readonly scope: Scope;
  readonly say: (finding: CodeFinding) => void;
  readonly look: (file: SourceFile, fn: Tree, called: readonly (Bound | undefined)[]) => void;
}

const BRANCHES = new Set(['IfStatement', 'ConditionalExpression', 'SwitchStatement']);
const EACH = /^(?:forEach|map|flatMap|filter|some|every|find\w*|reduce\w*|sort|toSorted)$/;
const REPLAYED: ReadonlySet<Role> = new Set<Role>(['fold', 'projection', 'decider', 'policy', 'invariant', 'upcaster']);
/** Parents in which `Math` and `Date` are asked for something that is judged by itself. */
const ASKED = new Set(['MemberExpression', 'CallExpression', 'NewExpression', 'BinaryExpression']);
const DELETES_SELF = /^(?:delete|remove|purge|erase|destroy|withhold)/i;
const NOTHING: readonly string[] = [];

export function lookAt(at: Looking): void {
  const { file, fn, role, did, scope, say } = at;
  const given = GIVEN[role] ?? NOTHING;
  const place = (node: Tree) => placeOf(file.path, node);
  const local = new Set<string>();
  const names = new Map<string, Bound>();
  const bound = (node: Tree | undefined) => boundOf(node, names, given);
  const isEvent = (node: Tree | undefined) => isEventPart(bound(node));
  /** The name of what lives outside of the function. */
  const outer = (node: Tree | undefined) => {
    const name = nameOf(rootOf(node));
    return name !== undefined && !local.has(name) ? name : undefined;
  };

  walk(fn, (node) => {
    if (node.type === 'VariableDeclarator') boundBy(tree(node.id), local);
    else if (node.type === 'CatchClause') boundBy(tree(node.param), local);
    else if (isFunction(node)) {
      for (const param of trees(node.params)) boundBy(param, local);
      boundBy(tree(node.id), local);
    }
  });
  for (const [i, param] of trees(fn.params).entries()) {
    const what = at.called[i];
    if (what) bindPattern(param, what, names, given, taken);
  }
  const times = timeNames(fn, { file, scope, local, did: acts, bound });

  walk(fn, (node, above) => {
    const parent = above.at(-1);
    if (BRANCHES.has(node.type)) did.branches = true;
    switch (node.type) {
      case 'VariableDeclarator':
        declared(node);
        break;
      case 'ForOfStatement': {
        const left = tree(node.left);
        const target = left?.type === 'VariableDeclaration' ? tree(trees(left.declarations)[0]?.id) : left;
        if (isEvent(tree(node.right))) bindPattern(target, 'payload', names, given, taken);
        break;
      }
      case 'ObjectPattern':
        if (trees(node.properties).some((p) => p.type !== 'RestElement' && keyOf(p) === 'version'))
          did.looksAtVersion = true;
        break;
      case 'AssignmentExpression':
        change(tree(node.left), node);
        if (node.operator !== '=' || mentions(tree(node.right), nameOf(rootOf(tree(node.left)))))
          count(tree(node.left), node);
        break;
      case 'UpdateExpression':
        change(tree(node.argument), node);
        count(tree(node.argument), node);
        break;
      case 'UnaryExpression':
        if (node.operator === 'delete') change(tree(node.argument), node);
        break;
      case 'LogicalExpression':
        if (acts(tree(node.right))) did.branches = true;
        break;
      case 'MemberExpression':
        member(node, above);
        break;
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
        call(node, above);
        break;
      case 'Identifier':
        identifier(node, parent);
        break;
      default:
    }
    if (role === 'consumer') {
      const found = dedupeByTime(file.path, node, at.name, times) ?? ageDrop(file.path, node, above, at.name, times);
      if (found) say(found);
    }
  });

  /** What a pattern takes out of the event, or of what was handed over. */
  function taken({ property, key, of }: Part): void {
    if (of === 'event' || of === 'meta') {
      if (key !== undefined && (VENDOR.test(key) || ADAPTER.test(key))) say(vendorFinding(at, property, key));
    } else if (of === 'effects') {
      if (key !== undefined) did.effects.push({ name: key, place: place(property) });
    } else if (of === 'reach' && (key === undefined || !given.includes(key))) reached(property, key ?? '...', []);
  }
  function reached(node: Tree, key: string, above: readonly Tree[]): void {
    say(reachFinding(at, node, key, above));
    outsideWords(node, key);
  }
  /** Whether it is a broker that is talked to, or somebody is waited for. */
  function outsideWords(node: Tree, name: string): void {
    if (wordsOf(name).some((word) => BROKER_WORDS.has(word))) say(brokerFinding(at, node, name));
    if (WAITS.test(name)) say(waitsFinding(at, node, name));
  }
  function change(target: Tree | undefined, node: Tree): void {
    const to = bare(target);
    if (to?.type === 'ObjectPattern' || to?.type === 'ArrayPattern') return;
    if (to?.type === 'MemberExpression' && isEvent(to)) say(eventFinding(at, node));
    const name = to?.type === 'MemberExpression' && onThis(to) ? 'this' : outer(to);
    if (name !== undefined && !PURE.has(name)) say(outsideWrite(at, node, name));
  }
  function count(target: Tree | undefined, node: Tree): void {
    const name = outer(target);
    if (name !== undefined && !PURE.has(name)) did.counts.push({ name, place: place(node) });
  }
  function declared(node: Tree): void {
    const init = bare(tree(node.init));
    const id = tree(node.id);
    const what = bound(init);
    if (what) bindPattern(id, what, names, given, taken);
    if (id?.type !== 'ObjectPattern') return;
    const name = nameOf(init);
    if (name === 'Math' || name === 'Date')
      for (const p of trees(id.properties)) {
        const key = keyOf(p);
        if (key === 'random' || key === 'now') say(impure(at, p, key === 'now' ? 'the clock' : 'randomness'));
      }
  }
  function member(node: Tree, above: readonly Tree[]): void {
    const key = keyOf(node);
    const object = bare(tree(node.object));
    const name = nameOf(object);
    const of = bound(object);
    if (key === 'version') did.looksAtVersion = true;
    if (name === 'Math' && !local.has('Math') && key === 'random') say(impure(at, node, 'randomness'));
    if (name === 'Date' && !local.has('Date') && key === 'now') say(impure(at, node, 'the clock'));
    if (of === 'reach' && (key === undefined || !given.includes(key))) reached(above.at(-1) ?? node, key ?? '…', above);
    if (key === undefined) return;
    const ofEvent = of === 'event' || of === 'meta' || of === 'reach';
    if ((ofEvent && VENDOR.test(key)) || (ADAPTER.test(key) && (ofEvent || outer(object) !== undefined)))
      say(vendorFinding(at, node, key));
  }

  /** Whether something is sent off, thrown or handed to other code here. */
  function acts(branch: Tree | undefined): boolean {
    let found = false;
    if (branch)
      walk(branch, (node) => {
        if (node.type === 'ThrowStatement') found = true;
        if (node.type !== 'CallExpression') return;
        if (sent(bare(tree(node.callee)))) found = true;
        const root = outer(tree(node.callee));
        if (root !== undefined && !PURE.has(root)) found = true;
      });
    return found;
  }

  /** What a call of what was handed over does. */
  function sent(
    callee: Tree | undefined,
  ): { readonly kind: 'effects' | 'issue' | 'execute'; readonly name: string } | undefined {
    const what = bound(callee);
    if (what === 'issue' || what === 'execute') return { kind: what, name: what };
    if (callee?.type !== 'MemberExpression' || bound(tree(callee.object)) !== 'effects') return undefined;
    const key = keyOf(callee);
    return key === undefined ? undefined : { kind: 'effects', name: key };
  }

  function call(node: Tree, above: readonly Tree[]): void {
    const callee = bare(tree(node.callee));
    const args = trees(node.arguments);
    const name = nameOf(callee);
    if (name === 'Date' && !local.has('Date')) say(impure(at, node, 'the clock'));
    const done = sent(callee);
    if (done) {
      if (done.kind === 'effects') did.effects.push({ name: done.name, place: place(callee ?? node) });
      else {
        const type = args[0] && commandOf(args[0], done.kind, (one) => scope.text(file, one));
        if (type) did.commands.push({ name: type.name, place: place(type.node) });
      }
      if (role === 'consumer') {
        if (usesAnswer(node, above) || args.some((arg) => isFunction(bare(arg)))) say(answerFinding(at, node));
        if (done.kind === 'effects' && takesEvent(done.name)) say(eventFinding(at, node));
      }
      return;
    }
    if (callee?.type === 'MemberExpression') method(node, callee, args);
    // A helper that is handed the event or the reach is read with that in mind.
    if (name !== undefined && !local.has(name)) helper(callee, args.map(boundArgument));
  }

  function method(node: Tree, callee: Tree, args: readonly Tree[]): void {
    const key = keyOf(callee) ?? '';
    const object = bare(tree(callee.object));
    const first = bare(args[0]);
    const owner = nameOf(object);
    const changesFirst =
      (owner === 'Object' && /^(?:assign|define\w+|setPrototypeOf)$/.test(key)) ||
      (owner === 'Reflect' && /^(?:set|delete\w+|define\w+)$/.test(key));
    if (changesFirst) {
      if (isEvent(first)) say(eventFinding(at, node));
      const root = outer(first);
      if (root !== undefined && !PURE.has(root)) say(outsideWrite(at, node, root));
    } else if (isEvent(object)) {
      if (CHANGES.has(key) || DELETES_SELF.test(key)) say(eventFinding(at, node));
      if (!EACH.test(key)) return;
      const param = key.startsWith('reduce') ? 1 : 0;
      if (isFunction(first)) bindPattern(trees(first.params)[param], 'payload', names, given, taken);
      else if (first) helper(first, param === 1 ? [undefined, 'payload'] : ['payload']);
    } else if (CHANGES.has(key)) {
      const root = outer(object);
      if (root === undefined || !file.tops.has(root)) return;
      say(outsideWrite(at, node, root));
      if (/^(?:push|unshift)$/.test(key)) did.counts.push({ name: root, place: place(node) });
    }
  }

  function helper(callee: Tree | undefined, called: readonly (Bound | undefined)[]): void {
    const found = scope.resolve(file, callee);
    if (found && isFunction(found.node)) at.look(found.file, found.node, called);
  }
  /** What is handed on; `{ effects, issue }` is the reach again. */
  function boundArgument(arg: Tree): Bound | undefined {
    const node = bare(arg);
    if (node?.type !== 'ObjectExpression') return bound(node);
    const handsOn = trees(node.properties).some((p) => {
      const key = keyOf(p);
      return key !== undefined && given.includes(key) && bound(tree(p.value)) === key;
    });
    return handsOn ? 'reach' : undefined;
  }

  function identifier(node: Tree, parent: Tree | undefined): void {
    const name = nameOf(node);
    if (name === undefined || local.has(name)) return;
    if (file.tops.has(name)) {
      const value = file.tops.get(name);
      if (file.changing.has(name)) say(outsideRead(at, node, name));
      else if (isFunction(value)) {
        const into = parent?.type === 'CallExpression' ? parent : undefined;
        if (bare(tree(into?.callee)) !== node && !handled(into)) at.look(file, value, []);
      } else if (value && REPLAYED.has(role)) constant(node, value);
      else if (value && given.length > 0 && fromOutside(value))
        say(outsideRead(at, parent?.type === 'MemberExpression' ? parent : node, name));
      return;
    }
    const imported = file.imports.get(name);
    if (imported) {
      const other = scope.fileOf(file, imported.from);
      if (!other && !namesBehavior(imported.from)) {
        const read = parent?.type === 'MemberExpression' ? parent : node;
        say(outsideRead(at, read, name));
      }
      return;
    }
    const kind = outsideKind(name);
    if (!PURE.has(name)) outsideWords(parent?.type === 'MemberExpression' ? parent : node, name);
    if (kind !== undefined) {
      say(given.length > 0 ? outsideRead(at, node, name) : impure(at, node, kind, name));
      if (kind === 'a timer') say(waitsFinding(at, node, name));
    } else if (!PURE.has(name)) say(outsideRead(at, parent?.type === 'MemberExpression' ? parent : node, name));
    else if (
      (name === 'Math' || name === 'Date') &&
      !ASKED.has(parent?.type ?? '') &&
      tree(parent?.id)?.type !== 'ObjectPattern'
    )
      say(impure(at, node, name === 'Math' ? 'randomness' : 'the clock'));
  }
  /** `const db = globalThis.db`, `const db = connect()`: of what nobody here declares. */
  function fromOutside(value: Tree): boolean {
    const made = /^(?:Call|New)Expression$/.test(value.type) ? tree(value.callee) : value;
    const name = nameOf(rootOf(bare(made)));
    return name !== undefined && !PURE.has(name) && !file.tops.has(name) && !file.imports.has(name);
  }
  /** `payload.lines.map(helper)`: read already, with what it is handed. */
  function handled(callNode: Tree | undefined): boolean {
    const callee = bare(tree(callNode?.callee));
    return callee?.type === 'MemberExpression' && EACH.test(keyOf(callee) ?? '') && isEvent(tree(callee.object));
  }

  /** A constant that was filled from outside when the code was loaded. */
  function constant(node: Tree, value: Tree): void {
    walk(value, (inner) => {
      const of = inner.type === 'MemberExpression' ? `${nameOf(bare(tree(inner.object)))}.${keyOf(inner)}` : '';
      if (of === 'Math.random') say(impure(at, node, 'randomness'));
      const clock =
        inner.type === 'NewExpression' &&
        nameOf(bare(tree(inner.callee))) === 'Date' &&
        trees(inner.arguments).length === 0;
      if (of === 'Date.now' || clock) say(impure(at, node, 'the clock'));
      const whole = inner === value ? nameOf(inner) : undefined;
      if (whole === 'Math' || whole === 'Date') say(impure(at, node, whole === 'Math' ? 'randomness' : 'the clock'));
      const kind = inner.type === 'Identifier' ? outsideKind(nameOf(inner) ?? '') : undefined;
      if (kind !== undefined) say(impure(at, node, kind));
    });
  }
}

function onThis(node: Tree): boolean {
  let at: Tree | undefined = node;
  while (at?.type === 'MemberExpression') at = bare(tree(at.object));
  return at?.type === 'ThisExpression';
}

function mentions(value: Tree | undefined, name: string | undefined): boolean {
  let found = false;
  if (value && name !== undefined && /^(?:BinaryExpression|CallExpression)$/.test(value.type))
    walk(value, (node) => {
      if (nameOf(node) === name) found = true;
    });
  return found;
}

/** Whether anything is made of what a call answers; handing it back is nothing. */
function usesAnswer(node: Tree, above: readonly Tree[]): boolean {
  let child = node;
  for (const parent of [...above].reverse()) {
    switch (parent.type) {
      case 'ExpressionStatement':
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
      case 'AwaitExpression':
        return false;
      case 'UnaryExpression':
        return parent.operator !== 'void';
      case 'LogicalExpression':
        if (bare(tree(parent.left)) === bare(child)) return true;
        break;
      case 'ConditionalExpression':
        if (bare(tree(parent.test)) === bare(child)) return true;
        break;
      case 'SequenceExpression':
      case 'ArrayExpression':
      case 'ParenthesizedExpression':
      case 'ChainExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
        break;
      default:
        return true;
    }
    child = parent;
  }
  return false;
}

function commandOf(
  arg: Tree,
  kind: string,
  text: (node: Tree | undefined) => string | undefined,
): { name: string; node: Tree } | undefined {
  const first = bare(arg);
  const value =
    kind === 'issue'
      ? first
      : bare(tree(trees(first?.properties).find((p) => p.type === 'Property' && keyOf(p) === 'type')?.value));
  const name = textOf(value) ?? text(value);
  return value && name !== undefined ? { name, node: value } : undefined;
}
