/** What a clause forbids anywhere in a behavior file: imports, waiting. */
import type { CodeFinding } from './facts.ts';
import { BROKERS } from './outside.ts';
import { bare, isFunction, keyOf, nameOf, placeOf, type Tree, textOf, tree, trees } from './tree.ts';

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

/** `let` and `var` at the top of a file: no realm runs it. */
export function memoryFinding(file: string, statement: Tree): CodeFinding | undefined {
  const node = statement.type === 'ExportNamedDeclaration' ? tree(statement.declaration) : statement;
  if (node?.type !== 'VariableDeclaration' || node.kind === 'const' || node.declare === true) return undefined;
  return {
    rule: 'replayed-code-is-pure',
    clauses: ['GS-013', 'GS-025', 'FA-002'],
    place: placeOf(file, node),
    message: `A \`${String(node.kind)}\` at the top of the file is a memory beside the state: a replay that begins in the middle would differ from one from the start, so this file is not run. Use \`const\`, and keep what changes in the state.`,
  };
}

const WAITS = new Set(['then', 'catch', 'finally']);

/** `await`, promises and loops on a reply. `async` alone waits for nobody; `execute` is this side's own path, no consumer. */
export function waitingFinding(file: string, node: Tree): CodeFinding | undefined {
  const callee = node.type === 'CallExpression' || node.type === 'NewExpression' ? bare(tree(node.callee)) : undefined;
  const waits =
    (node.type === 'AwaitExpression' && !isExecute(bare(tree(node.argument)))) ||
    node.type === 'YieldExpression' ||
    (node.type === 'ForOfStatement' && node.await === true) ||
    (node.type === 'NewExpression' && nameOf(callee) === 'Promise') ||
    (callee?.type === 'MemberExpression' && nameOf(bare(tree(callee.object))) === 'Promise') ||
    (callee?.type === 'MemberExpression' &&
      WAITS.has(keyOf(callee) ?? '') &&
      isFunction(bare(trees(node.arguments)[0])));
  if (!waits) return undefined;
  return {
    rule: 'code-waits-for-nobody',
    clauses: ['ES-054', 'EM-003', 'EM-142'],
    place: placeOf(file, node),
    message:
      'This waits for something. Events are delivered without anybody waiting for anybody, so that one service can fail or be slow alone: finish here, and go on in a consumer of the event that comes back.',
  };
}

function isExecute(node: Tree | undefined): boolean {
  const callee = node?.type === 'CallExpression' ? bare(tree(node.callee)) : undefined;
  return nameOf(callee) === 'execute' || (callee?.type === 'MemberExpression' && keyOf(callee) === 'execute');
}
