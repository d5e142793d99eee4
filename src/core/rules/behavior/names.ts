/** What the names in a function stand for: the event or a part of it, what it was handed, times. */
import { bare, boundBy, keyOf, nameOf, type Tree, tree, trees } from './tree.ts';

/** `meta`: what a transport adds to an event; `payload`: any other part of one. */
export type Bound = 'event' | 'meta' | 'payload' | 'reach' | 'effects' | 'issue' | 'execute';

const META = /^(?:meta|metadata|headers|properties|envelope|context)$/i;
/** Methods that give out what is in a list. */
const GIVES = /^(?:at|find|findLast|pop|shift)$/;

export const isEventPart = (bound: Bound | undefined): boolean =>
  bound === 'event' || bound === 'meta' || bound === 'payload';

/** What a member of something bound is. */
export function memberOf(bound: Bound | undefined, key: string | undefined, given: readonly string[]) {
  if (bound === 'payload') return 'payload' as const;
  if (bound === 'event' || bound === 'meta') return META.test(key ?? '') ? ('meta' as const) : ('payload' as const);
  if (bound === 'reach' && key !== undefined && given.includes(key)) return key as 'effects' | 'issue' | 'execute';
  return undefined;
}

/** What an expression stands for. */
export function boundOf(
  node: Tree | undefined,
  names: ReadonlyMap<string, Bound>,
  given: readonly string[],
): Bound | undefined {
  const at = bare(node);
  const name = nameOf(at);
  if (name !== undefined) return names.get(name);
  if (at?.type === 'MemberExpression') return memberOf(boundOf(tree(at.object), names, given), keyOf(at), given);
  if (at?.type === 'LogicalExpression') return boundOf(tree(at.left), names, given);
  if (at?.type !== 'CallExpression') return undefined;
  const callee = bare(tree(at.callee));
  // What `execute` answers with was recorded.
  if (boundOf(callee, names, given) === 'execute') return 'payload';
  const from = callee?.type === 'MemberExpression' ? boundOf(tree(callee.object), names, given) : undefined;
  return isEventPart(from) && GIVES.test((callee && keyOf(callee)) ?? '') ? 'payload' : undefined;
}

export interface Part {
  readonly property: Tree;
  readonly key: string | undefined;
  readonly of: Bound;
}

/** Binds the names of a pattern; `part` hears of each property that is taken out of something bound. */
export function bindPattern(
  pattern: Tree | undefined,
  bound: Bound,
  names: Map<string, Bound>,
  given: readonly string[],
  part: (part: Part) => void,
): void {
  const node = bare(pattern);
  if (!node) return;
  const name = nameOf(node);
  if (name !== undefined) names.set(name, bound);
  else if (node.type === 'AssignmentPattern') bindPattern(tree(node.left), bound, names, given, part);
  else if (node.type === 'ObjectPattern')
    for (const property of trees(node.properties)) {
      const rest = property.type === 'RestElement';
      const key = rest ? undefined : keyOf(property);
      part({ property, key, of: bound });
      const inner = rest ? (bound === 'reach' ? undefined : bound) : memberOf(bound, key, given);
      if (inner) bindPattern(tree(rest ? property.argument : property.value), inner, names, given, part);
    }
  else if (isEventPart(bound)) {
    const found = new Set<string>();
    boundBy(node, found);
    for (const one of found) names.set(one, 'payload');
  }
}
