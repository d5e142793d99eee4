/**
 * Which handlers of a behavior are another text than before: what a reload has to fold anew. Only handlers written where they are exported
 * (`export const folds = { order: { on: { Placed: (s, e) => … } } }`) are told apart; all else is the rest, and another rest is another behavior.
 */
import { Parser } from 'acorn';
import type { HandlerTexts } from './reload.ts';

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { readonly type?: unknown }).type === 'string';
const nodes = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter(isNode) : []);
const node = (value: unknown): Node | undefined => (isNode(value) ? value : undefined);

const PARTS = ['folds', 'projections', 'upcasters'];

const nameOf = (property: Node): string | undefined => {
  const key = node(property.key);
  if (property.type !== 'Property' || property.computed === true || property.kind !== 'init') return undefined;
  if (key?.type === 'Identifier') return String(key.name);
  return key?.type === 'Literal' ? String(key.value) : undefined;
};
const members = (object: Node | undefined): readonly { readonly name: string; readonly value: Node }[] =>
  object?.type === 'ObjectExpression'
    ? nodes(object.properties).flatMap((property) => {
        const [name, value] = [nameOf(property), node(property.value)];
        return name === undefined || !value ? [] : [{ name, value: property.method === true ? property : value }];
      })
    : [];
const isFunction = ({ type, method }: Node) =>
  type === 'FunctionExpression' || type === 'ArrowFunctionExpression' || method === true;

/** Code that `export` left behind: `exports.folds = folds`, and the call with which a module ends. */
function isExport(statement: Node, settle: string): boolean {
  const expression = node(statement.expression);
  if (statement.type !== 'ExpressionStatement' || !expression) return false;
  const callee = node(expression.callee);
  if (expression.type === 'CallExpression') return callee?.name === settle;
  const [left, right] = [node(expression.left), node(expression.right)];
  return left?.type === 'MemberExpression' && node(left.object)?.name === 'exports' && right?.type === 'Identifier';
}

/** Whether a part is spoken of elsewhere, so that one handler may reach another. */
function mentions(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(mentions);
  if (!isNode(value)) return false;
  if (value.type === 'Identifier' && PARTS.includes(String(value.name))) return true;
  if (value.type === 'Literal' && PARTS.includes(String(value.value))) return true;
  return Object.values(value).some(mentions);
}

/** Of modules as they are run; `settle` is the function that they end with. Undefined where one handler might reach another by its part. */
export function handlerTexts(
  modules: readonly { readonly path: string; readonly code: string }[],
  settle: string,
): HandlerTexts | undefined {
  const handlers: HandlerTexts['handlers'][number][] = [];
  const rest: string[] = [];
  for (const { path, code } of modules) {
    let program: Node;
    try {
      program = Parser.parse(code, { ecmaVersion: 'latest', sourceType: 'script' }) as unknown as Node;
    } catch {
      return undefined;
    }
    const found: { readonly node: Node; readonly part: string; readonly name: string; readonly type: string }[] = [];
    for (const statement of nodes(program.body)) {
      if (isExport(statement, settle)) continue;
      if (statement.type !== 'VariableDeclaration') {
        if (mentions(statement)) return undefined;
        continue;
      }
      for (const declared of nodes(statement.declarations)) {
        const part = String(node(declared.id)?.name);
        const value = node(declared.init);
        if (mentions(PARTS.includes(part) ? value : declared)) return undefined;
        if (!PARTS.includes(part)) continue;
        for (const { name, value: member } of members(value)) {
          // An upcaster is a function by version, right below its type.
          const on = part === 'upcasters' ? member : members(member).find((one) => one.name === 'on')?.value;
          for (const handler of members(on))
            if (isFunction(handler.value))
              found.push({
                node: handler.value,
                part,
                name: `${name} ${handler.name}`,
                type: part === 'upcasters' ? name : handler.name,
              });
        }
      }
    }
    found.sort((a, b) => a.node.start - b.node.start);
    let at = 0;
    let left = `${path}\n`;
    for (const { node: handler, part, name, type } of found) {
      left += `${code.slice(at, handler.start)}\u0000${part} ${name}\u0000`;
      at = handler.end;
      handlers.push({ part, name: `${path} ${name}`, type, text: code.slice(handler.start, handler.end) });
    }
    rest.push(left + code.slice(at));
  }
  return { rest: rest.join('\n'), handlers };
}
