/** What a clause forbids anywhere in a behavior file: imports, waiting, features of one vendor. */
import type { CodeFinding } from './facts.ts';
import { ADAPTER, BROKERS, VENDOR } from './outside.ts';
import { bare, isFunction, keyOf, nameOf, placeOf, rootOf, type Tree, textOf, tree, trees } from './tree.ts';

/** Another behavior file, whether it was given or not. */
export const namesBehavior = (from: string): boolean => /^\.{1,2}\/.*\.behavior(?:\.[jt]s)?$/.test(from);

/** What `import(…)` and `require(…)` name. */
export function importedBy(node: Tree): string | undefined {
  if (node.type === 'ImportExpression') return textOf(bare(tree(node.source))) ?? '…';
  const required = node.type === 'CallExpression' && nameOf(bare(tree(node.callee))) === 'require';
  return required ? textOf(bare(trees(node.arguments)[0])) : undefined;
}

export function importFinding(file: string, from: string, node: Tree, known: boolean): CodeFinding | undefined {
  if (known || namesBehavior(from)) return undefined;
  const broker = BROKERS.test(from);
  return {
    rule: 'code-imports-only-behavior',
    clauses: broker ? ['EM-130', 'EM-131', 'EM-132'] : ['EM-130', 'EM-131'],
    place: placeOf(file, node),
    message: `Behavior imports \`${from}\`. It may import other behavior files and nothing else: ${broker ? 'a broker belongs behind the effects that the model declares, so that it can be replaced' : 'what it needs from outside comes through `execute`, `issue` and the effects that the model declares'}.`,
  };
}

const WAITS = new Set(['then', 'catch', 'finally']);

/** `async`, `await`, promises and busy loops on a reply. */
export function waitingFinding(file: string, node: Tree): CodeFinding | undefined {
  const callee = node.type === 'CallExpression' || node.type === 'NewExpression' ? bare(tree(node.callee)) : undefined;
  const waits =
    node.type === 'AwaitExpression' ||
    node.type === 'YieldExpression' ||
    (node.type === 'ForOfStatement' && node.await === true) ||
    (isFunction(node) && node.async === true) ||
    (node.type === 'NewExpression' && nameOf(callee) === 'Promise') ||
    (callee?.type === 'MemberExpression' && nameOf(bare(tree(callee.object))) === 'Promise') ||
    (callee?.type === 'MemberExpression' &&
      WAITS.has(keyOf(callee) ?? '') &&
      isFunction(bare(trees(node.arguments)[0])));
  if (!waits) return undefined;
  return {
    rule: 'code-waits-for-nobody',
    clauses: ['ES-054', 'EM-003', 'EM-142'],
    place: placeOf(
      file,
      isFunction(node) && node.loc
        ? {
            ...node,
            loc: { start: node.loc.start, end: { line: node.loc.start.line, column: node.loc.start.column + 5 } },
          }
        : node,
    ),
    message:
      'This waits for something. Events are delivered without anybody waiting for anybody, so that one service can fail or be slow alone: finish here, and go on in a consumer of the event that comes back.',
  };
}

/** `event.partition`, `meta.offset`; a branch on which adapter is underneath. Payload fields are the model's own. */
export function vendorFinding(file: string, node: Tree, above: readonly Tree[]): CodeFinding | undefined {
  let name: string | undefined;
  let branches = false;
  if (node.type === 'MemberExpression') {
    const key = keyOf(node) ?? '';
    const object = bare(tree(node.object));
    const root = nameOf(rootOf(node));
    if (/^(?:payload|state|row|body)$/.test((object?.type === 'MemberExpression' && keyOf(object)) || ''))
      return undefined;
    if (VENDOR.test(key) && /^(?:event|e|record|message|msg|ctx|context|meta)$/i.test(root ?? '')) name = key;
    branches = ADAPTER.test(key) && !/^(?:state|row|payload)$/.test(root ?? '');
    if (branches) name = key;
  } else if (node.type === 'Property' && above.at(-1)?.type === 'ObjectPattern') {
    const key = keyOf(node) ?? '';
    const up = above.at(-2);
    const isParam = isFunction(up) && VENDOR.test(key);
    if (isParam) name = key;
  }
  if (name === undefined) return undefined;
  return {
    rule: 'code-knows-no-vendor',
    clauses: ['EM-131', 'EM-132'],
    place: placeOf(file, node),
    message: `\`${name}\` belongs to one transport. Behavior that looks at it gives other results on another one: use the event's \`sequence\`, \`id\` or payload, which every transport carries.`,
  };
}
