/** One behavior file parsed, and names followed from file to file. */
import type { CodeFinding } from './facts.ts';
import { bare, boundBy, type Comment, keyOf, nameOf, parseTree, type Tree, textOf, tree, trees } from './tree.ts';

export interface BehaviorText {
  readonly path: string;
  readonly text: string;
}
export interface Import {
  readonly from: string;
  /** The name there; undefined = all of it. */
  readonly name: string | undefined;
  readonly node: Tree;
}
export interface SourceFile extends BehaviorText {
  readonly program: Tree | undefined;
  /** Top-level names: a constant's value or a function; undefined where it cannot be told. */
  readonly tops: ReadonlyMap<string, Tree | undefined>;
  /** Of these, the ones that may be given another value. */
  readonly changing: ReadonlySet<string>;
  readonly imports: ReadonlyMap<string, Import>;
  readonly exported: ReadonlyMap<string, Tree>;
  /** It exports what is not read here (`export *`). */
  readonly open: boolean;
  readonly comments: readonly Comment[];
  readonly findings: readonly CodeFinding[];
}

export function parseFile({ path, text }: BehaviorText): SourceFile {
  const tops = new Map<string, Tree | undefined>();
  const changing = new Set<string>();
  const imports = new Map<string, Import>();
  const exported = new Map<string, Tree>();
  const comments: Comment[] = [];
  const empty = { path, text, tops, changing, imports, exported, open: false, comments };
  let program: Tree;
  try {
    program = parseTree(text, comments);
  } catch (error) {
    return { ...empty, program: undefined, findings: [syntax(path, error)] };
  }
  let open = false;
  const declare = (node: Tree, out: boolean) => {
    if (node.type === 'VariableDeclaration')
      for (const one of trees(node.declarations)) {
        const id = tree(one.id);
        const name = nameOf(id);
        const value = bare(tree(one.init));
        const names = new Set<string>();
        boundBy(id, names);
        const parts = partsOf(id, value);
        for (const bound of names) {
          tops.set(bound, bound === name ? value : parts.get(bound));
          if (node.kind !== 'const') changing.add(bound);
        }
        if (out && name !== undefined && value) exported.set(name, value);
      }
    else if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') {
      const name = nameOf(tree(node.id));
      if (name !== undefined) tops.set(name, node);
      if (name !== undefined && out) exported.set(name, node);
    } else if (node.type === 'TSEnumDeclaration') {
      const name = nameOf(tree(node.id));
      if (name !== undefined) tops.set(name, node);
    }
  };
  for (const node of trees(program.body)) {
    if (node.type === 'ImportDeclaration') {
      if (node.importKind === 'type') continue;
      const from = textOf(tree(node.source)) ?? '';
      const parts = trees(node.specifiers);
      if (parts.length === 0) imports.set(`import ${from}`, { from, name: undefined, node });
      for (const part of parts) {
        const local = nameOf(tree(part.local));
        const name = part.type === 'ImportSpecifier' ? nameOf(tree(part.imported)) : undefined;
        if (local !== undefined && part.importKind !== 'type') imports.set(local, { from, name, node });
      }
    } else if (node.type === 'ExportNamedDeclaration') {
      const inner = tree(node.declaration);
      if (inner) declare(inner, true);
      for (const part of trees(node.specifiers)) {
        const name = nameOf(tree(part.exported));
        const local = tree(part.local);
        if (name !== undefined && local && !tree(node.source)) exported.set(name, local);
        else open = true;
      }
    } else if (node.type === 'ExportAllDeclaration') open = true;
    else declare(node, false);
  }
  return { ...empty, program, open, findings: [] };
}

/** `const { random } = Math` is `Math.random`. */
function partsOf(pattern: Tree | undefined, from: Tree | undefined): ReadonlyMap<string, Tree> {
  const parts = new Map<string, Tree>();
  if (pattern?.type !== 'ObjectPattern' || !from) return parts;
  for (const property of trees(pattern.properties)) {
    const name = property.type === 'RestElement' ? undefined : nameOf(tree(property.value));
    const key = tree(property.key);
    if (name === undefined || !key) continue;
    const { start, end } = property;
    const member = { type: 'MemberExpression', object: from, property: key, computed: property.computed, start, end };
    parts.set(name, property.loc ? { ...member, loc: property.loc } : member);
  }
  return parts;
}

function syntax(path: string, error: unknown): CodeFinding {
  const { loc, message } = error as { loc?: { line: number; column: number }; message?: string };
  const line = loc?.line ?? 1;
  const column = (loc?.column ?? 0) + 1;
  const why = (message ?? 'it cannot be read').replace(/\s*\(\d+:\d+\)$/, '');
  return {
    rule: 'behavior-syntax',
    clauses: [],
    place: { file: path, line, column, endLine: line, endColumn: column + 1 },
    message: `This behavior cannot be read: ${why}. Nothing in the file runs, and nothing can be said of what it declares, until it is mended.`,
  };
}

const steps = (path: string): string[] => {
  const out: string[] = [];
  for (const step of path.split('/'))
    if (step === '..') out.pop();
    else if (step !== '.' && step !== '') out.push(step);
  return out;
};

export class Scope {
  readonly #files: ReadonlyMap<string, SourceFile>;
  constructor(files: readonly SourceFile[]) {
    this.#files = new Map(files.map((file) => [steps(file.path).join('/'), file]));
  }

  /** The behavior file that an import names, if it is one of these. */
  fileOf(file: SourceFile, from: string): SourceFile | undefined {
    if (!from.startsWith('.')) return undefined;
    const path = steps(`${file.path.replace(/[^/]*$/, '')}${from}`).join('/');
    return this.#files.get(path) ?? this.#files.get(`${path}.ts`) ?? this.#files.get(path.replace(/\.js$/, '.ts'));
  }

  /** The text that an expression is, constants followed. */
  text(file: SourceFile, node: Tree | undefined): string | undefined {
    return textIn(this, file, node, 0);
  }

  /** A value itself, or what a top-level name stands for; undefined where it cannot be told. */
  resolve(file: SourceFile, node: Tree | undefined, depth = 0): { file: SourceFile; node: Tree } | undefined {
    const name = nameOf(node);
    if (!node || depth > 20) return undefined;
    if (name === undefined) return frozen(node, (inner) => this.resolve(file, inner, depth + 1)) ?? { file, node };
    if (file.changing.has(name)) return undefined;
    if (file.tops.has(name)) return this.resolve(file, bare(file.tops.get(name)), depth + 1);
    const imported = file.imports.get(name);
    if (imported?.name === undefined) return undefined;
    const other = this.fileOf(file, imported.from);
    return other && this.resolve(other, bare(other.exported.get(imported.name)), depth + 1);
  }
}

/** The text that a name or a member of a constant stands for. */
function textIn(scope: Scope, file: SourceFile, node: Tree | undefined, depth: number): string | undefined {
  const at = bare(node);
  const written = textOf(at);
  if (written !== undefined || !at || depth > 8) return written;
  if (at.type !== 'MemberExpression') {
    const found = nameOf(at) === undefined ? undefined : scope.resolve(file, at);
    return found && found.node !== at ? textIn(scope, found.file, found.node, depth + 1) : undefined;
  }
  const key = keyOf(at);
  const object = scope.resolve(file, bare(tree(at.object)));
  if (!object || key === undefined) return undefined;
  const members = trees(object.node.type === 'TSEnumDeclaration' ? object.node.members : object.node.properties);
  const member = members.find((one) => (one.type === 'Property' ? keyOf(one) : nameOf(tree(one.id))) === key);
  return member && textIn(scope, object.file, tree(member.value ?? member.initializer), depth + 1);
}

/** `Object.freeze({ … })` is what it freezes. */
function frozen<T>(node: Tree, look: (inner: Tree | undefined) => T | undefined): T | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const callee = bare(tree(node.callee));
  if (callee?.type !== 'MemberExpression' || nameOf(tree(callee.property)) !== 'freeze') return undefined;
  return look(bare(trees(node.arguments)[0]));
}
