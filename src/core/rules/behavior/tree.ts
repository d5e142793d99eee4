/** A parsed file as a plain tree, walked without its types. */
import { tsPlugin } from '@sveltejs/acorn-typescript';
import { Parser } from 'acorn';
import type { Place } from '../../finding.ts';

export interface Tree {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly loc?: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
  };
  readonly [key: string]: unknown;
}

const TypeScript = Parser.extend(tsPlugin());
export interface Comment {
  /** Without its marks. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly loc: NonNullable<Tree['loc']>;
}

/** Throws a SyntaxError with `loc` where the text is broken. `comments` are filled in the order of the text. */
export const parseTree = (text: string, comments: Comment[] = []): Tree =>
  TypeScript.parse(text, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    locations: true,
    onComment: (_block, said, start, end, from, to) => {
      // What the parser reads twice is one comment.
      if (from && to && !comments.some((one) => one.start === start))
        comments.push({ text: said, start, end, loc: { start: from, end: to } });
    },
  }) as unknown as Tree;

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
export const tree = (value: unknown): Tree | undefined => (isTree(value) ? value : undefined);
export const trees = (value: unknown): readonly Tree[] => (Array.isArray(value) ? value.filter(isTree) : []);

export function placeOf(file: string, node: Tree): Place {
  const { loc } = node;
  if (!loc) return { file };
  return {
    file,
    line: loc.start.line,
    column: loc.start.column + 1,
    endLine: loc.end.line,
    endColumn: loc.end.column + 1,
  };
}

/** What TypeScript wraps around a value: only the value is looked at. */
const WRAPPERS = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'ParenthesizedExpression',
  'ChainExpression',
]);
export function bare(node: Tree | undefined): Tree | undefined {
  let at = node;
  while (at && WRAPPERS.has(at.type)) at = tree(at.expression);
  return at;
}

const FUNCTIONS = new Set(['ArrowFunctionExpression', 'FunctionExpression', 'FunctionDeclaration']);
export const isFunction = (node: Tree | undefined): node is Tree => node !== undefined && FUNCTIONS.has(node.type);

export const nameOf = (node: Tree | undefined): string | undefined =>
  node?.type === 'Identifier' && typeof node.name === 'string' ? node.name : undefined;

/** The text of a string literal, or of a template without holes. */
export function textOf(node: Tree | undefined): string | undefined {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node?.type !== 'TemplateLiteral' || trees(node.expressions).length > 0) return undefined;
  const cooked = (trees(node.quasis)[0]?.value as { cooked?: unknown } | undefined)?.cooked;
  return typeof cooked === 'string' ? cooked : undefined;
}

/** The name of a property or of a member, where it is written out. */
export function keyOf(node: Tree): string | undefined {
  const key = bare(tree(node.type === 'MemberExpression' ? node.property : node.key));
  if (node.computed !== true) {
    if (key?.type === 'Literal') return String(key.value);
    return nameOf(key);
  }
  return key?.type === 'Literal' ? String(key.value) : textOf(key);
}

const TYPES = new Set(['typeAnnotation', 'returnType', 'typeParameters', 'typeArguments', 'superTypeParameters']);
const SKIP = new Set(['type', 'loc', 'start', 'end', 'range']);

/** The nodes right below; types of TypeScript, names of members and keys are no values and are left out. */
export function below(node: Tree): readonly Tree[] {
  if (WRAPPERS.has(node.type)) return trees([node.expression]);
  if (node.type.startsWith('TS')) return [];
  const found: Tree[] = [];
  for (const key of Object.keys(node)) {
    if (SKIP.has(key) || TYPES.has(key)) continue;
    if (key === 'property' && node.type === 'MemberExpression' && node.computed !== true) continue;
    if (key === 'key' && node.computed !== true) continue;
    if (key === 'label') continue;
    const value = node[key];
    if (Array.isArray(value)) found.push(...trees(value));
    else if (isTree(value)) found.push(value);
  }
  return found;
}

/** Every node, parents first; `look` gets the nodes above, the nearest last. */
export function walk(root: Tree, look: (node: Tree, above: readonly Tree[]) => void): void {
  const above: Tree[] = [];
  const visit = (node: Tree): void => {
    look(node, above);
    above.push(node);
    for (const child of below(node)) visit(child);
    above.pop();
  };
  visit(root);
}

/** Names that a pattern binds. */
export function boundBy(pattern: Tree | undefined, into: Set<string>): void {
  const node = bare(pattern);
  if (!node) return;
  const name = nameOf(node);
  if (name !== undefined) into.add(name);
  else if (node.type === 'ObjectPattern')
    for (const p of trees(node.properties)) boundBy(tree(p.type === 'RestElement' ? p.argument : p.value), into);
  else if (node.type === 'ArrayPattern') for (const p of trees(node.elements)) boundBy(p, into);
  else if (node.type === 'AssignmentPattern') boundBy(tree(node.left), into);
  else if (node.type === 'RestElement') boundBy(tree(node.argument), into);
  else if (node.type === 'TSParameterProperty') boundBy(tree(node.parameter), into);
}

/** The name at the bottom of `a.b[c].d`, if it is one. */
export function rootOf(node: Tree | undefined): Tree | undefined {
  let at = bare(node);
  while (at?.type === 'MemberExpression') at = bare(tree(at.object));
  return at?.type === 'Identifier' ? at : undefined;
}
