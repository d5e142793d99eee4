/** Reports as findings: with their places, and their fixes as edits. */

import type { Finding, Severity, TextEdit } from '../finding.ts';
import { keyOf } from '../json-pointer.ts';
import { shownMessage } from '../model/lookalike.ts';
import type { ParsedModel, PlacedBlock } from '../model/parse.ts';
import { editOf } from './edit.ts';
import type { FixStep, Report } from './rule.ts';

type Shown = Exclude<Severity, 'off'>;

/** What a rule said, and what became of it the last time. */
export interface Told {
  readonly report: Report;
  placed: Placed | undefined;
}

/** A finding that lies in one block: it is the same as long as the block is, and moves with it. */
export interface Placed {
  readonly section: string;
  readonly name: string;
  readonly at: PlacedBlock;
  readonly finding: Finding;
}

/** What is known of a report from before is not looked for again. */
export function finder(parsed: ParsedModel) {
  // Mostly one definition's reports come one after the other.
  let last: { readonly of: Placed; readonly at: PlacedBlock | undefined } | undefined;
  const blockOf = (placed: Placed) => {
    if (!last || last.of.name !== placed.name || last.of.section !== placed.section)
      last = { of: placed, at: parsed.blockOf(placed.section, placed.name) };
    return last.at;
  };
  return (rule: string, severity: Shown, clauses: readonly string[], told: Told): Finding => {
    const { report, placed: before } = told;
    const now = before && blockOf(before);
    if (
      before &&
      now?.path === before.at.path &&
      now.block.entry === before.at.block.entry &&
      before.finding.severity === severity &&
      before.finding.rule === rule &&
      sameWords(before.finding.clauses, clauses)
    ) {
      const lines = now.block.shift - before.at.block.shift;
      if (lines === 0) return before.finding;
      const finding = moved(before.finding, lines, report.edits === undefined);
      told.placed = { ...before, at: now, finding };
      return finding;
    }
    const made = report.edits ?? (report.fix && editOf(report.fix, parsed));
    const finding: Finding = {
      rule,
      clauses,
      severity,
      place: report.place ?? parsed.locate(report.pointer, report.part),
      message: shownMessage(report.message),
      ...(made && { fixes: [made] }),
    };
    const home = homeOf(report);
    const at = home && parsed.blockOf(home.section, home.name);
    if (home && at) told.placed = { ...home, at, finding };
    return finding;
  };
}

const sameWords = (a: readonly string[], b: readonly string[]) =>
  a === b || (a.length === b.length && a.every((word, i) => word === b[i]));

/** The definition in which a report and all that its fix touches lie; undefined where there is no such one. */
function homeOf(report: Report): { readonly section: string; readonly name: string } | undefined {
  if (report.place) return undefined;
  const [, section, name] = report.pointer.split('/', 3);
  if (section === undefined || name === undefined) return undefined;
  const here = `/${section}/${name}`;
  const steps: readonly FixStep[] =
    !report.fix || report.edits ? [] : 'steps' in report.fix ? report.fix.steps : [report.fix];
  const within = steps.every((step) => {
    const at = pointerOf(step);
    return at === here || at.startsWith(`${here}/`);
  });
  return within ? { section, name: keyOf(name) } : undefined;
}

const pointerOf = (step: FixStep): string =>
  'insert' in step
    ? step.insert.into
    : 'replace' in step
      ? step.replace.at
      : 'rename' in step
        ? step.rename.at
        : step.remove.at;

/** `fixes`: they lie in the block, too, and not in code. */
function moved(finding: Finding, lines: number, fixes: boolean): Finding {
  const edit = (e: TextEdit): TextEdit => ({ ...e, line: e.line + lines, endLine: e.endLine + lines });
  const { line, endLine } = finding.place;
  return {
    ...finding,
    place: {
      ...finding.place,
      ...(line !== undefined && { line: line + lines }),
      ...(endLine !== undefined && { endLine: endLine + lines }),
    },
    ...(fixes && finding.fixes && { fixes: finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map(edit) })) }),
  };
}
