/** Behavior files read without being run: what they declare, and what stands in them that a clause forbids. */
import type { Place } from '../../finding.ts';
import { asRead } from '../../model/parse.ts';
import { codeReader, type Role } from './code.ts';
import type {
  BehaviorFacts,
  CodeFinding,
  ConsumerCode,
  Declared,
  Handled,
  HandlerCode,
  Names,
  SectionName,
} from './facts.ts';
import { silencesOf } from './silences.ts';
import { type BehaviorText, parseFile, Scope, type SourceFile } from './source.ts';
import { bare, isFunction, keyOf, placeOf, type Tree, textOf, tree, trees } from './tree.ts';

export type { BehaviorText } from './source.ts';

const SECTIONS: readonly SectionName[] = [
  'folds',
  'deciders',
  'projections',
  'consumers',
  'handlers',
  'upcasters',
  'policies',
  'invariants',
];

let lastFiles: readonly SourceFile[] = [];
let lastFacts: BehaviorFacts | undefined;

/** Undefined where there are no files. A text that was read the last time is not read again. */
export function behaviorFacts(files: readonly BehaviorText[]): BehaviorFacts | undefined {
  if (files.length === 0) return undefined;
  const known = new Map(lastFiles.map((file) => [file.path, file]));
  const parsed = files.map(({ path, text }) => {
    const file = { path, text: asRead(text) };
    const before = known.get(file.path);
    return before?.text === file.text ? before : parseFile(file);
  });
  const same = parsed.length === lastFiles.length && parsed.every((file, i) => file === lastFiles[i]);
  if (same && lastFacts) return lastFacts;
  lastFiles = parsed;
  lastFacts = gather(parsed);
  return lastFacts;
}

interface Entry extends Declared {
  readonly file: SourceFile;
  readonly value: Tree | undefined;
}
interface Entries {
  readonly entries: readonly Entry[];
  readonly open: boolean;
  readonly inside?: Place;
}
const NOTHING: Entries = { entries: [], open: false };
const DEEP = 20;

/** What an object literal holds; spreads and names of top-level constants are followed. */
function entriesOf(file: SourceFile, node: Tree | undefined, scope: Scope, depth = 0): Entries {
  const found = scope.resolve(file, bare(node));
  const object = found?.node;
  if (!found || object?.type !== 'ObjectExpression' || depth > DEEP) return { entries: [], open: true };
  const entries: Entry[] = [];
  let open = false;
  for (const property of trees(object.properties)) {
    if (property.type === 'SpreadElement') {
      const spread = entriesOf(found.file, tree(property.argument), scope, depth + 1);
      entries.push(...spread.entries);
      open ||= spread.open;
      continue;
    }
    const key = tree(property.key);
    const name = keyOf(property) ?? (property.computed === true ? scope.text(found.file, key) : undefined);
    if (name === undefined || !key) {
      open = true;
      continue;
    }
    entries.push({ name, place: placeOf(found.file.path, key), file: found.file, value: tree(property.value) });
  }
  const { line = 1, column = 1 } = placeOf(found.file.path, object);
  const inside = { file: found.file.path, line, column: column + 1, endLine: line, endColumn: column + 1 };
  return { entries, open, inside };
}

const namesOf = ({ entries, open, inside }: Entries): Names => ({
  names: entries.map(({ name, place }) => ({ name, place })),
  open,
  ...(inside && { inside }),
});

function gather(files: readonly SourceFile[]): BehaviorFacts {
  const scope = new Scope(files);
  const broken = files.some(({ program }) => program === undefined);
  const sections = new Map<SectionName, Entries>();
  for (const section of SECTIONS) {
    let all: Entries = NOTHING;
    for (const file of files) {
      const value = file.exported.get(section);
      if (value === undefined) continue;
      const more = entriesOf(file, value, scope);
      const inside = all.inside ?? more.inside;
      all = { entries: [...all.entries, ...more.entries], open: all.open || more.open, ...(inside && { inside }) };
    }
    sections.set(section, broken || files.some((file) => file.open) ? { ...all, open: true } : all);
  }
  const of = (section: SectionName) => sections.get(section) ?? NOTHING;
  const findings: CodeFinding[] = files.flatMap((file) => [...file.findings]);
  const code = codeReader(scope, (finding) => findings.push(finding));
  for (const file of files) code.file(file);

  const run = ({ file, value, name }: Entry, role: Role) => {
    const found = scope.resolve(file, bare(value));
    if (!found) return undefined;
    // `logged((event, { effects }) => …)`: what it wraps is read, and that there may be more is known.
    if (found.node.type !== 'CallExpression')
      return isFunction(found.node) ? code.run(found.file, found.node, role, name) : undefined;
    const wrapped = trees(found.node.arguments).map((arg) => scope.resolve(found.file, bare(arg)));
    for (const inner of wrapped) if (inner && isFunction(inner.node)) code.run(inner.file, inner.node, role, name);
    return undefined;
  };
  const handled = (section: 'folds' | 'projections', role: Role) => {
    const all = new Map<string, Handled>();
    for (const { name, place, file, value } of of(section).entries) {
      const own = entriesOf(file, value, scope);
      const on = own.entries.find((entry) => entry.name === 'on');
      const handlers = on ? entriesOf(on.file, on.value, scope) : { entries: [], open: own.open };
      for (const entry of handlers.entries) run(entry, role);
      const key = own.entries.find((entry) => entry.name === 'key');
      const written = key && textOf(bare(key.value));
      all.set(name, { name, place, on: namesOf(handlers), ...(written !== undefined && { key: written }) });
    }
    return all;
  };
  const folds = handled('folds', 'fold');
  const projections = handled('projections', 'projection');
  for (const entry of of('deciders').entries) run(entry, 'decider');
  for (const entry of of('policies').entries) run(entry, 'policy');
  for (const { file, value } of of('invariants').entries)
    for (const entry of entriesOf(file, value, scope).entries) run(entry, 'invariant');
  const upcasters = new Map<string, readonly number[]>();
  for (const { name, file, value } of of('upcasters').entries) {
    const steps = entriesOf(file, value, scope);
    for (const entry of steps.entries) run(entry, 'upcaster');
    upcasters.set(name, steps.open ? ANY_VERSION : steps.entries.map((entry) => Number(entry.name)));
  }
  const consumers = new Map<string, ConsumerCode>();
  const handlers = new Map<string, HandlerCode>();
  for (const entry of of('consumers').entries) {
    const did = run(entry, 'consumer');
    const { name, place } = entry;
    consumers.set(name, {
      name,
      place,
      effects: did?.effects ?? [],
      issues: did?.commands ?? [],
      looksAtVersion: did?.looksAtVersion ?? true,
      counts: did?.counts ?? [],
      branches: did?.branches ?? false,
      open: did === undefined,
      ...(did?.openSwitch && { openSwitch: did.openSwitch }),
    });
  }
  for (const entry of of('handlers').entries) {
    const did = run(entry, 'handler');
    const { name, place } = entry;
    handlers.set(name, { name, place, executes: did?.commands ?? [], branches: did?.branches ?? false });
  }
  const names = Object.fromEntries(SECTIONS.map((section) => [section, namesOf(of(section))])) as Record<
    SectionName,
    Names
  >;
  return {
    sections: names,
    folds,
    projections,
    consumers,
    handlers,
    upcasters,
    findings,
    silences: files.flatMap(silencesOf),
    end: endOf(files[0]),
  };
}

/** Which versions they lead on from is not known: as if from all. */
const ANY_VERSION: readonly number[] = Array.from({ length: 100 }, (_, i) => i + 1);

function endOf(file: SourceFile | undefined): Place {
  const lines = (file?.text ?? '').split('\n');
  const line = Math.max(1, lines.length);
  const column = (lines.at(-1) ?? '').length + 1;
  return { file: file?.path ?? '', line, column, endLine: line, endColumn: column };
}
