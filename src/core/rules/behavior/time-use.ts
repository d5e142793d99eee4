/** Times used for what they are not good for: to know an event again, or to drop it. */
import type { CodeFinding } from './facts.ts';
import { TIME } from './outside.ts';
import { bare, keyOf, nameOf, placeOf, rootOf, type Tree, tree, trees, walk } from './tree.ts';

/** `event.t_event`, and what is made of it. */
function hasTime(root: Tree | undefined): boolean {
  let found = false;
  if (root)
    walk(root, (node) => {
      if (node.type === 'MemberExpression' && TIME.test(keyOf(node) ?? '') && nameOf(rootOf(node)) !== 'state')
        found = true;
    });
  return found;
}
function hasClock(root: Tree): boolean {
  let found = false;
  walk(root, (node) => {
    if (node.type === 'MemberExpression' && nameOf(bare(tree(node.object))) === 'Date' && keyOf(node) === 'now')
      found = true;
    if (
      node.type === 'NewExpression' &&
      nameOf(bare(tree(node.callee))) === 'Date' &&
      trees(node.arguments).length === 0
    )
      found = true;
  });
  return found;
}
function hasId(root: Tree | undefined): boolean {
  let found = false;
  if (root)
    walk(root, (node) => {
      if (node.type === 'MemberExpression' && /^(?:id|idempotency_key)$/.test(keyOf(node) ?? '')) found = true;
    });
  return found;
}

const SEEN = new Set(['has', 'get', 'includes', 'add', 'indexOf', 'set']);
const KEYS = /^(?:dedupe_?(?:by|key|id)?|idempotency_?key|guard|message_?id|event_?id|key)$/i;

/** A time that tells whether an event was seen before. */
export function dedupeByTime(file: string, node: Tree, name: string): CodeFinding | undefined {
  let found = false;
  if (node.type === 'CallExpression') {
    const callee = bare(tree(node.callee));
    const [first] = trees(node.arguments);
    found = callee?.type === 'MemberExpression' && SEEN.has(keyOf(callee) ?? '') && hasTime(first) && !hasId(first);
  } else if (node.type === 'Property' && KEYS.test(keyOf(node) ?? '')) {
    const value = bare(tree(node.value));
    found = hasTime(value) && !hasId(value);
  } else if (node.type === 'BinaryExpression' && /^[!=]==?$/.test(String(node.operator))) {
    const literal = [node.left, node.right].some(
      (side) =>
        /^(?:Literal|UnaryExpression)$/.test(bare(tree(side))?.type ?? '') || nameOf(bare(tree(side))) === 'undefined',
    );
    found = !literal && [node.left, node.right].some((side) => hasTime(tree(side)));
  }
  if (!found) return undefined;
  return {
    rule: 'consumer-dedupes-by-id',
    clauses: ['ES-042'],
    place: placeOf(file, node),
    message: `The consumer \`${name}\` tells by a time whether it saw an event before. Two events may have one time, and a redelivery another: use the event's \`id\`, or declare \`dedupe_by: id\` in the model.`,
  };
}

/** `if (too old) return;` without anything done for the event. */
export function ageDrop(
  file: string,
  node: Tree,
  name: string,
  given: ReadonlyMap<string, string>,
  ages: ReadonlySet<string>,
): CodeFinding | undefined {
  if (node.type !== 'IfStatement') return undefined;
  const test = tree(node.test);
  if (!test || !isAge(test, ages)) return undefined;
  const acts = (branch: Tree | undefined) => {
    let found = false;
    if (branch)
      walk(branch, (inner) => {
        if (inner.type === 'ThrowStatement') found = true;
        if (inner.type !== 'CallExpression') return;
        const root = nameOf(rootOf(tree(inner.callee)));
        if (root !== 'console' && root !== 'Date' && (given.has(root ?? '') || root !== undefined)) found = true;
      });
    return found;
  };
  const then = acts(tree(node.consequent));
  if (then && tree(node.alternate) && acts(tree(node.alternate))) return undefined;
  const leaves = /^(?:ReturnStatement|BlockStatement)$/.test(tree(node.consequent)?.type ?? '');
  if (then && tree(node.alternate) === undefined && returns(tree(node.consequent))) return undefined;
  if (!then && !leaves) return undefined;
  return {
    rule: 'consumer-tolerates-delay',
    clauses: ['ES-052'],
    place: placeOf(file, test),
    message: `The consumer \`${name}\` drops an event because it is old. Delivery may take any time, and a late event is as true as a prompt one: handle it, or set it aside where somebody sees it.`,
  };
}

function returns(branch: Tree | undefined): boolean {
  let found = false;
  if (branch)
    walk(branch, (node) => {
      if (node.type === 'ReturnStatement') found = true;
    });
  return found;
}

/** Compares a time of the event with the clock, or one time with another plus so much; `ages` are names that hold such a difference. */
function isAge(test: Tree, ages: ReadonlySet<string>): boolean {
  let found = false;
  walk(test, (node) => {
    if (node.type !== 'BinaryExpression' || !/^[<>]=?$/.test(String(node.operator))) return;
    const sides = [bare(tree(node.left)), bare(tree(node.right))];
    const minus = sides.some((side) => side?.operator === '-');
    if (sides.some((side) => ages.has(nameOf(side) ?? ''))) found = true;
    if (hasTime(node) && (hasClock(node) || minus)) found = true;
  });
  return found;
}

/** A value that is the age of an event: a difference in which one of its times stands. */
export const isAgeValue = (value: Tree): boolean =>
  value.type === 'BinaryExpression' && value.operator === '-' && hasTime(value);
