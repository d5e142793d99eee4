/**
 * The places of a model's names in behavior code: keys of the objects that it exports, types that it accepts, issues, compares with, and names
 * in TypeScript types. What only looks like a name is left alone: a text anywhere else counts where it is written as types are
 * (`OrderPlaced`, `order.placed`) and the model has it.
 */
import type { Range } from '../model/nodes.ts';
import type { SectionName } from '../model/schema.ts';
import type { BehaviorFacts, Names } from '../rules/behavior/facts.ts';
import { behaviorFacts } from '../rules/behavior/read.ts';
import { type BehaviorText, parseFile } from '../rules/behavior/source.ts';
import { bare, isTree, keyOf, nameOf, rootOf, type Tree, textOf, tree, trees } from '../rules/behavior/tree.ts';
import type { NamePlace } from './place.ts';

export interface InBehavior {
  readonly places: readonly NamePlace[];
  /** Files that cannot be read. */
  readonly broken: readonly { readonly file: string; readonly line: number }[];
}

type Defined = (section: SectionName, name: string) => boolean;

const IDENTIFIER = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;
/** What a variable would hardly be called: only such a text is taken for a type where nothing says that it is one. */
const TYPE_LIKE = /^\p{Lu}|\./u;
const NO_KEYS = new Set(['type', 'loc', 'start', 'end', 'range']);
/** Calls that ask for a type in a set of them. */
const LOOKS_UP = new Set(['includes', 'indexOf', 'has', 'get', 'add', 'set', 'delete']);
const COMPARES = new Set(['===', '!==', '==', '!=']);

export function placesInBehavior(files: readonly BehaviorText[], defined: Defined): InBehavior {
  const facts = behaviorFacts(files);
  if (!facts) return { places: [], broken: [] };
  const keys = keysOf(facts, defined);
  const places: NamePlace[] = [];
  const broken: { file: string; line: number }[] = [];
  for (const file of files) {
    const { program, findings } = parseFile(file);
    if (!program) broken.push({ file: file.path, line: findings[0]?.place.line ?? 1 });
    else look(file, program, [], keys, defined, (place) => places.push(place));
  }
  return { places, broken };
}

/** Keys that the reader of behavior understands, by file and place. */
function keysOf(facts: BehaviorFacts, defined: Defined): ReadonlyMap<string, SectionName> {
  const found = new Map<string, SectionName>();
  const all = ({ names }: Names, section: SectionName) => {
    for (const { place } of names) found.set(`${place.file}\n${place.line}\n${place.column}`, section);
  };
  const { folds, deciders, projections, consumers, handlers, upcasters, policies, invariants } = facts.sections;
  all(folds, 'subjects');
  all(invariants, 'subjects');
  all(deciders, 'commands');
  all(projections, 'projections');
  all(consumers, 'consumers');
  all(upcasters, 'events');
  all(policies, 'policies');
  all({ ...handlers, names: handlers.names.filter(({ name }) => defined('commands', name)) }, 'commands');
  for (const { on } of [...facts.folds.values(), ...facts.projections.values()]) all(on, 'events');
  return found;
}

function look(
  file: BehaviorText,
  node: Tree,
  above: readonly Tree[],
  keys: ReadonlyMap<string, SectionName>,
  defined: Defined,
  add: (place: NamePlace) => void,
): void {
  const parent = above.at(-1);
  if (node.type === 'Property' || node.type === 'MemberExpression') {
    const key = tree(node.type === 'Property' ? node.key : node.property);
    const name = keyOf(node);
    if (key?.loc && name !== undefined && name !== '*') {
      const { line, column } = key.loc.start;
      const own = node.type === 'Property' ? keys.get(`${file.path}\n${line}\n${column + 1}`) : undefined;
      const section = own ?? (parent?.type === 'ObjectPattern' ? undefined : loosely(name, defined));
      if (section) add(keyPlace(file, node, key, name, section));
    }
  } else {
    const text = textOf(node);
    const section = text === undefined || isKey(node, parent) ? undefined : sectionOf(node, text, above, defined);
    if (text !== undefined && section) add(textPlace(file, node, text, section));
  }
  for (const key of Object.keys(node)) {
    if (NO_KEYS.has(key)) continue;
    const value = node[key];
    // The value of `{ a }` is its key once more.
    for (const child of Array.isArray(value) ? trees(value) : isTree(value) ? [value] : [])
      if (!(key === 'value' && node.shorthand === true)) look(file, child, [...above, node], keys, defined, add);
  }
}

const isKey = (node: Tree, parent: Tree | undefined) =>
  (parent?.type === 'Property' && parent.key === node) ||
  (parent?.type === 'MemberExpression' && parent.property === node);

const loosely = (name: string, defined: Defined): SectionName | undefined =>
  !TYPE_LIKE.test(name)
    ? undefined
    : defined('events', name)
      ? 'events'
      : defined('commands', name)
        ? 'commands'
        : undefined;

/** Whether a value is an event's or a command's type, by what it is taken from. */
function typeOf(node: Tree | undefined): SectionName | undefined {
  const value = bare(node);
  const last = value?.type === 'MemberExpression' ? keyOf(value) : nameOf(value);
  if (last === undefined || !/^(?:type|\w*Type|\w*_type)$/.test(last)) return undefined;
  return /^(?:command|cmd|request)/i.test(nameOf(rootOf(value)) ?? '') ? 'commands' : 'events';
}

/** What kind of name a text is, by where it stands; undefined where it is none. */
function sectionOf(node: Tree, text: string, above: readonly Tree[], defined: Defined): SectionName | undefined {
  const parent = above.at(-1);
  const either = (section: SectionName): SectionName | undefined =>
    defined(section, text) ? section : (loosely(text, defined) ?? section);
  switch (parent?.type) {
    case 'BinaryExpression': {
      const other = parent.left === node ? parent.right : parent.left;
      const section = COMPARES.has(String(parent.operator)) ? typeOf(tree(other)) : undefined;
      return section && either(section);
    }
    case 'SwitchCase': {
      const section = parent.test === node ? typeOf(tree(above.at(-2)?.discriminant)) : undefined;
      return section && either(section);
    }
    case 'CallExpression': {
      const callee = calleeOf(parent) ?? '';
      if (callee === 'issue') return trees(parent.arguments)[0] === node ? 'commands' : undefined;
      return LOOKS_UP.has(callee) ? loosely(text, defined) : undefined;
    }
    case 'Property': {
      if (keyOf(parent) !== 'type') return undefined;
      const call = above.findLast(({ type }) => type === 'CallExpression');
      const callee = call && calleeOf(call);
      if (callee === 'accept') return 'events';
      if (callee === 'execute' || callee === 'issue') return 'commands';
      return loosely(text, defined);
    }
    case 'TSLiteralType': {
      const type = above.findLast(({ type }) => type === 'TSIndexedAccessType' || type === 'TSTypeReference');
      const of = nameOf(tree(type?.typeName) ?? tree(tree(type?.objectType)?.typeName)) ?? '';
      if (/Command/.test(of)) return 'commands';
      return /Event/.test(of) ? 'events' : loosely(text, defined);
    }
    case 'ArrayExpression':
    case 'VariableDeclarator':
    case 'TSAsExpression':
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return loosely(text, defined);
    default:
      return undefined;
  }
}

function calleeOf(call: Tree): string | undefined {
  const callee = bare(tree(call.callee));
  return callee?.type === 'MemberExpression' ? keyOf(callee) : nameOf(callee);
}

const rangeOf = ({ loc }: Tree): Range => ({
  line: loc?.start.line ?? 1,
  column: (loc?.start.column ?? 0) + 1,
  endLine: loc?.end.line ?? 1,
  endColumn: (loc?.end.column ?? 0) + 1,
});
const inside = (range: Range): Range => ({ ...range, column: range.column + 1, endColumn: range.endColumn - 1 });
const quoted = (text: string, quote: string) =>
  quote + text.replace(/\\/g, '\\\\').replaceAll(quote, `\\${quote}`).replace(/\$\{/g, '\\${') + quote;

function textPlace({ path, text }: BehaviorText, node: Tree, name: string, section: SectionName): NamePlace {
  const whole = rangeOf(node);
  const quote = text[node.start] ?? "'";
  return {
    section,
    name,
    role: 'reference',
    file: path,
    range: inside(whole),
    whole,
    write: (to) => quoted(to, quote),
  };
}

function keyPlace(file: BehaviorText, node: Tree, key: Tree, name: string, section: SectionName): NamePlace {
  if (nameOf(key) === undefined || node.computed === true) return textPlace(file, key, name, section);
  const range = rangeOf(key);
  const place = { section, name, role: 'reference', file: file.path, range } as const;
  const asKey = (to: string) => (IDENTIFIER.test(to) ? to : quoted(to, "'"));
  if (node.type === 'Property')
    return {
      ...place,
      whole: range,
      write: (to) => (node.shorthand === true ? `${asKey(to)}: ${name}` : asKey(to)),
    };
  // `.Name` is written `['a.name']` where it can no longer be a word.
  const dot = file.text[key.start - 1] === '.' && file.text[key.start - 2] !== '?';
  const whole = dot ? { ...range, column: range.column - 1 } : range;
  return {
    ...place,
    whole,
    write: (to) => (IDENTIFIER.test(to) ? `${dot ? '.' : ''}${to}` : `[${quoted(to, "'")}]`),
  };
}
