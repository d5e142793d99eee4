/** Safe fixes applied until none is left; one that would make things worse is not. For `--fix`, and for "fix all of this rule". */
import type { Finding, Fix, TextEdit } from '../finding.ts';
import type { Checked } from './check.ts';

export interface Fixed<Input> {
  readonly input: Input;
  /** How many fixes were applied. */
  readonly done: number;
  /** Problems whose fix would have brought others. */
  readonly refused: readonly Finding[];
}

/** What is checked and edited: files as a command has them, or as the page has. */
export interface Fixing<Input> {
  readonly check: (input: Input) => Checked;
  readonly edit: (input: Input, edits: readonly TextEdit[]) => Input;
  /** Two inputs of one text are the same. */
  readonly textOf: (input: Input) => string;
  /** Only the problems of this rule. */
  readonly rule?: string | undefined;
}

/** Their fixes are answers to a question: a person chooses one, and none is a safe fix. */
export const ASKING: ReadonlySet<string> = new Set(['undecided']);
/** No fix may add one of these, whatever else it brings to light. */
const BROKEN: ReadonlySet<string> = new Set(['syntax', 'duplicate-name', 'rule-failed']);
const MOST_ROUNDS = 1000;

const safeFix = ({ rule, fixes }: Finding): Fix | undefined => (ASKING.has(rule) ? undefined : fixes?.[0]);
const keyOf = ({ rule, message, place: { file, pointer } }: Finding) => JSON.stringify([rule, message, file, pointer]);
const same = (findings: readonly Finding[], key: string) => findings.filter((f) => keyOf(f) === key).length;
const broken = (findings: readonly Finding[]) => findings.filter(({ rule }) => BROKEN.has(rule)).length;

/** Of some fixes those that share no line, in order. */
function apart(findings: readonly Finding[]): readonly Finding[] {
  const last = new Map<string, number>();
  return findings.filter((finding) => {
    const edits = safeFix(finding)?.edits ?? [];
    if (edits.some(({ file, line }) => line <= (last.get(file) ?? 0))) return false;
    for (const { file, endLine } of edits) last.set(file, Math.max(endLine, last.get(file) ?? 0));
    return true;
  });
}

/** Structure and names hide what stands below them: mending them may bring problems to light that were there before. */
const hides = (finding: Finding, { parsed }: Checked) =>
  finding.rule === 'unknown-reference' || parsed.findings.includes(finding);

/** Whether the problems are gone, the text is as sound as before, and nothing new came that was not hidden. */
function isBetter(before: Checked, after: Checked, mended: readonly Finding[]): boolean {
  const errors = ({ findings }: Checked) => findings.filter(({ severity }) => severity === 'error').length;
  return (
    (after.parsed.sound || !before.parsed.sound) &&
    broken(after.findings) <= broken(before.findings) &&
    mended.every((f) => same(after.findings, keyOf(f)) < same(before.findings, keyOf(f))) &&
    (mended.some((f) => hides(f, before)) ||
      (errors(after) <= errors(before) && after.findings.length < before.findings.length))
  );
}

/** Applies fixes until none is left. Fixed again, nothing changes. */
export function fixAll<Input>(given: Input, { check, edit, textOf, rule }: Fixing<Input>): Fixed<Input> {
  const refused = new Map<string, Finding>();
  const seen = new Set<string>();
  let input = given;
  let before = check(input);
  let done = 0;
  /** How many are tried together: halved until the one that does harm is found. */
  let together = Number.POSITIVE_INFINITY;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const open = before.findings.filter(
      (f) => safeFix(f) && !refused.has(keyOf(f)) && (rule === undefined || f.rule === rule),
    );
    const hiding = open.filter((f) => hides(f, before));
    const batch = apart(hiding.length > 0 ? hiding : open).slice(0, together);
    const [first] = batch;
    if (!first) break;
    const next = edit(
      input,
      batch.flatMap((f) => safeFix(f)?.edits ?? []),
    );
    const text = textOf(next);
    const after = check(next);
    if (!seen.has(text) && isBetter(before, after, batch)) {
      seen.add(text);
      [input, before] = [next, after];
      done += batch.length;
      together = Number.POSITIVE_INFINITY;
    } else if (batch.length > 1) together = Math.ceil(batch.length / 2);
    else {
      refused.set(keyOf(first), first);
      together = Number.POSITIVE_INFINITY;
    }
  }
  return { input, done, refused: [...refused.values()].filter((f) => same(before.findings, keyOf(f)) > 0) };
}
