/** What the functions of behavior do: what they reach, change and wait for. Helpers that they call are read with them. */
import type { Place } from '../../finding.ts';
import type { Role } from './code-findings.ts';
import type { CodeFinding, Declared } from './facts.ts';
import { importedBy, importFinding, memoryFinding, waitingFinding } from './file-findings.ts';
import { lookAt } from './look.ts';
import type { Bound } from './names.ts';
import type { Scope, SourceFile } from './source.ts';
import { type Tree, trees, walk } from './tree.ts';

export type { Role } from './code-findings.ts';

/** What one consumer or handler does, its helpers included. */
export interface Did {
  readonly effects: Declared[];
  /** Issued or executed. */
  readonly commands: Declared[];
  /** What it counts up outside of itself, each time that it is called. */
  readonly counts: Declared[];
  looksAtVersion: boolean;
  openSwitch?: Place;
  branches: boolean;
}
export interface CodeReader {
  /** What stands anywhere in a file: imports, waiting. */
  file(file: SourceFile): void;
  run(file: SourceFile, node: Tree, role: Role, name: string): Did;
}

/** What each role is called with. */
const CALLED_WITH: Readonly<Record<Role, readonly (Bound | undefined)[]>> = {
  fold: [undefined, 'event'],
  projection: [undefined, 'event'],
  upcaster: ['payload', 'event'],
  policy: ['event'],
  consumer: ['event', 'reach'],
  decider: [],
  invariant: [],
  handler: [undefined, 'reach'],
};

export function codeReader(scope: Scope, report: (finding: CodeFinding) => void): CodeReader {
  const said = new Set<string>();
  const say = (finding: CodeFinding) => {
    const { file, line, column } = finding.place;
    const key = `${finding.rule}\n${file}\n${line}\n${column}`;
    if (!said.has(key)) report(finding);
    said.add(key);
  };
  return {
    file(file) {
      if (!file.program) return;
      for (const { from, node } of file.imports.values()) {
        const found = importFinding(file.path, from, node, scope.fileOf(file, from) !== undefined);
        if (found) say(found);
      }
      for (const statement of trees(file.program.body)) {
        const found = memoryFinding(file.path, statement);
        if (found) say(found);
      }
      walk(file.program, (node) => {
        const from = importedBy(node);
        const imported =
          from === undefined ? undefined : importFinding(file.path, from, node, scope.fileOf(file, from) !== undefined);
        if (imported) say(imported);
        const found = waitingFinding(file.path, node);
        if (found) say(found);
      });
    },
    run(file, node, role, name) {
      const did: Did = { effects: [], commands: [], counts: [], looksAtVersion: false, branches: false };
      const seen = new Set<string>();
      const look = (where: SourceFile, fn: Tree, called: readonly (Bound | undefined)[]) => {
        const key = `${where.path}\n${fn.start}\n${called.join()}`;
        if (seen.has(key)) return;
        seen.add(key);
        lookAt({ file: where, fn, called, role, name, did, scope, say, look });
      };
      look(file, node, CALLED_WITH[role]);
      return did;
    },
  };
}
