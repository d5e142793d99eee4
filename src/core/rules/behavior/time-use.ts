/** Times used for what they are not good for: to know an event again, or to drop it. */
import type { CodeFinding } from './facts.ts';
import type { Bound } from './names.ts';
import { isEventPart } from './names.ts';
import { TIME } from './outside.ts';
import type { Scope, SourceFile } from './source.ts';
import { bare, isFunction, keyOf, nameOf, placeOf, rootOf, type Tree, tree, trees, walk } from './tree.ts';

/** What the time rules know of the function that they look at. */
export interface TimeNames {
  /** Names that hold a time of the event; the clock; an age; whether something is old. */
  readonly times: ReadonlySet<string>;
  readonly clocks: ReadonlySet<string>;
  readonly ages: ReadonlyMap<string, Sign>;
  readonly olds: ReadonlyMap<string, Age>;
  readonly about: About;
}
interface About {
  readonly file: SourceFile;
  readonly scope: Scope;
  readonly local: ReadonlySet<string>;
  /** Whether a part of the code does something for the event. */
  did(branch: Tree | undefined): boolean;
  bound(node: Tree | undefined): Bound | undefined;
}
type Age = 'old' | 'fresh';
/** 1: grows as the event ages; -1: is greater for a younger one; 0: neither. */
type Sign = -1 | 0 | 1;

const NONE: ReadonlySet<string> = new Set();
/** When something ends or is due is the domain's own business. */
const DUE = /expir|due|until|deadline|valid|start|end|sched|remind|deliver/i;

export function timeNames(fn: Tree, about: About): TimeNames {
  const times = new Set<string>();
  const clocks = new Set<string>();
  const ages = new Map<string, Sign>();
  const olds = new Map<string, Age>();
  const names: TimeNames = { times, clocks, ages, olds, about };
  walk(fn, (node) => {
    if (node.type !== 'VariableDeclarator') return;
    const name = nameOf(tree(node.id));
    const init = bare(tree(node.init));
    if (name === undefined || !init) return;
    const old = ageOf(init, names);
    const sign = isDifference(init) ? signOf(init, names) : 0;
    if (old) olds.set(name, old);
    else if (sign !== 0) ages.set(name, sign);
    else if (isFunction(init)) return;
    else if (hasTime(init, names) && !hasId(init)) times.add(name);
    else if (hasClock(init, names)) clocks.add(name);
  });
  return names;
}

/** `event.t_event`, a name that holds it, and what is made of it. */
function hasTime(root: Tree | undefined, { times, about: { local } }: TimeNames, due = true): boolean {
  let found = false;
  if (root)
    walk(root, (node) => {
      const name = nameOf(node);
      const key = node.type === 'MemberExpression' ? keyOf(node) : undefined;
      if (name !== undefined && (times.has(name) || (local.has(name) && TIME.test(name))))
        found ||= due || !DUE.test(name);
      if (key !== undefined && TIME.test(key) && nameOf(rootOf(node)) !== 'state') found ||= due || !DUE.test(key);
    });
  return found;
}
function hasClock(root: Tree, names: TimeNames, depth = 0): boolean {
  const { clocks, about } = names;
  let found = false;
  walk(root, (node) => {
    // `cutoff()`: a helper that looks at the clock.
    if (node.type === 'CallExpression' && depth < 3 && !found) {
      const callee = bare(tree(node.callee));
      const named = nameOf(callee);
      const helper =
        named === undefined || about.local.has(named) ? undefined : about.scope.resolve(about.file, callee);
      if (helper && isFunction(helper.node))
        found = hasClock(helper.node, { ...names, clocks: NONE, about: { ...about, file: helper.file } }, depth + 1);
    }
    if (node.type === 'MemberExpression' && nameOf(bare(tree(node.object))) === 'Date' && keyOf(node) === 'now')
      found = true;
    if (
      node.type === 'NewExpression' &&
      nameOf(bare(tree(node.callee))) === 'Date' &&
      trees(node.arguments).length === 0
    )
      found = true;
    if (clocks.has(nameOf(node) ?? '')) found = true;
  });
  return found;
}
function hasId(root: Tree | undefined): boolean {
  let found = false;
  if (root)
    walk(root, (node) => {
      const key = node.type === 'MemberExpression' ? keyOf(node) : nameOf(node);
      if (/^(?:id|idempotency_?key|event_?id)$/i.test(key ?? '')) found = true;
    });
  return found;
}

const SEEN = new Set(['has', 'get', 'includes', 'add', 'indexOf', 'set']);
const KEYS =
  /^(?:de_?dupe?_?(?:by|key|id)?|deduplication_?(?:key|id)|idempotency_?(?:key|id)?|guard|message_?id|event_?id|key)$/i;

/** A time that tells whether an event was seen before. */
export function dedupeByTime(file: string, node: Tree, name: string, names: TimeNames): CodeFinding | undefined {
  const isTime = (value: Tree | undefined) => hasTime(value, names) && !hasId(value);
  const isKept = (value: Tree | undefined) => isKeptOutside(value, names);
  let found = false;
  if (node.type === 'CallExpression') {
    const callee = bare(tree(node.callee));
    const [first] = trees(node.arguments);
    const looks = callee?.type === 'MemberExpression' && SEEN.has(keyOf(callee) ?? '');
    found = looks && isKept(tree(callee.object)) && isTime(first);
  } else if (node.type === 'MemberExpression' && node.computed === true)
    found = isKept(tree(node.object)) && !isTable(tree(node.object), names) && isTime(tree(node.property));
  else if (node.type === 'Property' && KEYS.test(keyOf(node) ?? '')) {
    const value = bare(tree(node.value));
    found = value?.type !== 'ObjectPattern' && isTime(value);
  } else if (node.type === 'BinaryExpression' && /^(?:[!=]==?|[<>]=?)$/.test(String(node.operator))) {
    const [left, right] = [tree(node.left), tree(node.right)];
    found = (isTime(left) && isKept(right)) || (isTime(right) && isKept(left));
  }
  if (!found) return undefined;
  return {
    rule: 'consumer-dedupes-by-id',
    clauses: ['ES-042'],
    place: placeOf(file, node),
    message: `The consumer \`${name}\` tells by a time whether it saw an event before. Two events may have one time, and a redelivery another: use the event's \`id\`, or declare \`dedupe_by: id\` in the model.`,
  };
}

/** What outlives the call: a name outside of the function, constants apart. */
function isKeptOutside(value: Tree | undefined, { about: { file, local, bound } }: TimeNames): boolean {
  const node = bare(value);
  const from = node?.type === 'CallExpression' ? tree(node.callee) : node;
  const what = bound(from);
  if (isEventPart(what)) return false;
  if (what !== undefined || bound(rootOf(from)) === 'reach' || bound(rootOf(from)) === 'effects') return true;
  const root = nameOf(rootOf(from));
  if (root === undefined || local.has(root) || root === 'Date' || root === 'undefined' || root === 'Math') return false;
  if (!file.tops.has(root)) return !file.imports.has(root) && !isPureCall(node, root);
  const top = file.tops.get(root);
  return file.changing.has(root) || (top !== undefined && top.type !== 'Literal' && !isFunction(top));
}
/** `const DAYS = ['su', 'mo']`: filled when it was written. */
function isTable(value: Tree | undefined, { about: { file } }: TimeNames): boolean {
  const top = file.tops.get(nameOf(bare(value)) ?? '');
  return trees(top?.elements).length > 0 || trees(top?.properties).length > 0;
}
const isPureCall = (node: Tree | undefined, root: string) =>
  node?.type === 'CallExpression' && /^(?:Number|String|Object|JSON|parse\w+)$/.test(root);

/** Only one side of a choice on age does anything, and it is the one for the young. */
export function ageDrop(
  file: string,
  node: Tree,
  above: readonly Tree[],
  name: string,
  names: TimeNames,
): CodeFinding | undefined {
  const logical = node.type === 'LogicalExpression' && node.operator !== '??';
  if (node.type !== 'IfStatement' && node.type !== 'ConditionalExpression' && !logical) return undefined;
  const test = tree(logical ? node.left : node.test);
  const age = test && ageOf(test, names);
  if (!test || !age) return undefined;
  const { did } = names.about;
  const after = didAfter(node, above, did);
  const goesOn = (branch: Tree | undefined) => !branch || !ends(branch);
  const way = (branch: Tree | undefined) => did(branch) || (goesOn(branch) && after);
  const yes = tree(logical ? node.right : node.consequent);
  const no = logical ? undefined : tree(node.alternate);
  const [onTrue, onFalse] = logical && node.operator === '||' ? [way(undefined), way(yes)] : [way(yes), way(no)];
  const [forOld, forYoung] = age === 'old' ? [onTrue, onFalse] : [onFalse, onTrue];
  if (forOld || !forYoung) return undefined;
  return {
    rule: 'consumer-tolerates-delay',
    clauses: ['ES-052'],
    place: placeOf(file, test),
    message: `The consumer \`${name}\` drops an event because it is old. Delivery may take any time, and a late event is as true as a prompt one: handle it, or set it aside where somebody sees it.`,
  };
}

/** Whether anything is done behind a node, up to the end of its function. */
function didAfter(node: Tree, above: readonly Tree[], did: (branch: Tree | undefined) => boolean): boolean {
  let child = node;
  for (const parent of [...above].reverse()) {
    const list = trees(parent.type === 'SwitchCase' ? parent.consequent : parent.body);
    const at = list.indexOf(child);
    if (at >= 0 && list.slice(at + 1).some(did)) return true;
    if (isFunction(parent)) return false;
    child = parent;
  }
  return false;
}

function ends(branch: Tree): boolean {
  let found = false;
  walk(branch, (node) => {
    if (/^(?:Return|Throw|Continue|Break)Statement$/.test(node.type)) found = true;
  });
  return found;
}

/** Whether a condition is true of old events, or of fresh ones; undefined where it is about something else. */
function ageOf(test: Tree | undefined, names: TimeNames, depth = 0): Age | undefined {
  const node = bare(test);
  if (!node || depth > 8) return undefined;
  const inner = (one: unknown) => ageOf(tree(one), names, depth + 1);
  const name = nameOf(node);
  if (name !== undefined) return names.olds.get(name);
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    const age = inner(node.argument);
    return age && (age === 'old' ? 'fresh' : 'old');
  }
  if (node.type === 'LogicalExpression') return inner(node.left) ?? inner(node.right);
  if (node.type === 'CallExpression') return ageOfCall(node, names, depth);
  if (node.type !== 'BinaryExpression' || !/^[<>]=?$/.test(String(node.operator))) return undefined;
  const [left, right] = [tree(node.left), tree(node.right)];
  // In `t_log > t_event + MINUTE` the sum is what ages, the other side what it is held against.
  const [sumL, sumR] = [isSum(left, names), isSum(right, names)];
  const [l, r] = [sumR && !sumL ? 0 : signOf(left, names), sumL ? 0 : signOf(right, names)];
  const measured =
    sumL ||
    sumR ||
    [left, right].some(
      (side) => side && (isDifference(bare(side)) || hasClock(side, names) || names.ages.has(nameOf(bare(side)) ?? '')),
    );
  if (!measured || (l === 0 && r === 0)) return undefined;
  const sign = l !== 0 ? l : -r;
  return sign > 0 === String(node.operator).startsWith('>') ? 'old' : 'fresh';
}

/** `isStale(event)`: what the helper answers. */
function ageOfCall(node: Tree, names: TimeNames, depth: number): Age | undefined {
  const { file, scope, local, bound, did } = names.about;
  const callee = bare(tree(node.callee));
  if (nameOf(callee) === undefined || local.has(nameOf(callee) ?? '')) return undefined;
  const found = scope.resolve(file, callee);
  if (!found || !isFunction(found.node)) return undefined;
  let answer = bare(tree(found.node.body));
  if (answer?.type === 'BlockStatement')
    answer = trees(answer.body)
      .filter((one) => one.type === 'ReturnStatement')
      .map((one) => tree(one.argument))
      .at(-1);
  const inside = new Set(local);
  walk(found.node, (one) => {
    const name = nameOf(one);
    if (name !== undefined) inside.add(name);
  });
  return ageOf(answer, timeNames(found.node, { file: found.file, scope, local: inside, bound, did }), depth + 1);
}

const isSum = (side: Tree | undefined, names: TimeNames): boolean =>
  bare(side)?.operator === '+' && bare(side)?.type === 'BinaryExpression' && hasTime(side, names, false);
const isDifference = (node: Tree | undefined): boolean => {
  if (node?.type === 'CallExpression') return trees(node.arguments).some((arg) => isDifference(bare(arg)));
  if (node?.type !== 'BinaryExpression') return false;
  return node.operator === '-' || (/^[*/]$/.test(String(node.operator)) && isDifference(bare(tree(node.left))));
};

function signOf(expression: Tree | undefined, names: TimeNames): Sign {
  const node = bare(expression);
  if (!node) return 0;
  const known = names.ages.get(nameOf(node) ?? '');
  if (known !== undefined) return known;
  if (isDifference(node)) {
    if (node.type === 'CallExpression')
      return signOf(
        trees(node.arguments).find((arg) => isDifference(bare(arg))),
        names,
      );
    if (node.operator !== '-') return signOf(tree(node.left), names);
    if (hasTime(tree(node.right), names, false)) return 1;
    return hasTime(tree(node.left), names, false) ? -1 : 0;
  }
  return hasTime(node, names, false) ? -1 : 0;
}
