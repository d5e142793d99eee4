/** Silencing (contract §1): a comment on the line above, in code behind it too, or a waiver; each with a reason, and none for nothing. */

import { DIFF_RULES } from '../diff/diff-rules.ts';
import type { Finding, Place } from '../finding.ts';
import { pointer } from '../json-pointer.ts';
import type { Model } from '../model/model.ts';
import { asRead, type ModelFile, type ParsedModel } from '../model/parse.ts';
import type { CodeSilence } from './behavior/facts.ts';
import { RECORD_RULES } from './records/index.ts';

/** These find nothing in a model: whether one is silenced for nothing, only a journal (a waiver) or an old version (both) shows. */
const ON_RECORDS: ReadonlySet<string> = new Set(RECORD_RULES.map(({ meta }) => meta.id));
const ON_CHANGES: ReadonlySet<string> = new Set(DIFF_RULES.flatMap(({ id, fixed }) => (fixed ? [] : [id])));

export interface SilenceOptions {
  /** A rule that cannot be silenced. */
  readonly fixed: (rule: string) => boolean;
  /** The rules that were judged, where it is not those of a model: of others nothing is said, nor of a missing reason, which `check` tells. */
  readonly judged?: (rule: string) => boolean;
  /** Comments in behavior code. */
  readonly inCode?: readonly CodeSilence[];
  /** Where a finding stands in these files; its own place unless given. */
  readonly places?: (finding: Finding) => readonly Place[];
}

interface Silencer {
  readonly rule: string;
  readonly reason: string;
  readonly finding: (rule: string, message: string) => Finding;
  covers(finding: Finding, at: Place): boolean;
  used: boolean;
  /** Not for the check of a model to say whether it is for nothing. */
  readonly elsewhere: boolean;
}

const COMMENT = /^(\s*)#\s*(factline-ignore\b.*)$/;
const SAYS = /^factline-ignore\b\s*([\w-]*)\s*:?\s*([\s\S]*)$/;

function comment(text: string, place: Place, line: number): Silencer {
  const [, rule = '', reason = ''] = SAYS.exec(text) ?? [];
  return {
    rule,
    reason: reason.trim(),
    finding: (id, message) => ({ rule: id, clauses: [], severity: 'warning', place, message }),
    covers: (_, at) => at.file === place.file && at.line === line,
    used: false,
    elsewhere: ON_CHANGES.has(rule),
  };
}

function comments(files: readonly ModelFile[]): Silencer[] {
  return files.flatMap(({ path, text }) =>
    !text.includes('factline-ignore')
      ? []
      : asRead(text)
          .split('\n')
          .flatMap((line, i) => {
            const [, indent = '', said] = COMMENT.exec(line) ?? [];
            if (said === undefined) return [];
            const place = {
              file: path,
              line: i + 1,
              column: indent.length + 1,
              endLine: i + 1,
              endColumn: line.length + 1,
            };
            return comment(said, place, i + 2);
          }),
  );
}

function waivers({ waivers: list }: Model, { locate }: ParsedModel): Silencer[] {
  return list.map(({ rule = '', at = '', why = '' }, i) => ({
    rule,
    reason: why.trim(),
    finding: (id: string, message: string): Finding => ({
      rule: id,
      clauses: [],
      severity: 'warning',
      place: locate(pointer('waivers', i)),
      message,
    }),
    covers: (f: Finding, { pointer: found }: Place) =>
      at !== '' && (f.clauses.includes(at) || found === at || (found?.startsWith(`${at}/`) ?? false)),
    used: false,
    elsewhere: ON_RECORDS.has(rule) || ON_CHANGES.has(rule),
  }));
}

/** Takes away what is silenced; adds a finding for each silence without a reason, or for nothing. `fixed` rules stay. */
export function silence(
  findings: readonly Finding[],
  files: readonly ModelFile[],
  parsed: ParsedModel,
  { fixed, judged, places = ({ place }) => [place], inCode = [] }: SilenceOptions,
): readonly Finding[] {
  const ofCode = inCode.map(({ text, place, line }) => comment(text, place, line));
  const all = [...comments(files), ...ofCode, ...waivers(parsed.model, parsed)];
  const silencers = judged ? all.filter(({ rule }) => judged(rule)) : all;
  if (silencers.length === 0) return findings;
  const left = findings.filter((finding) => {
    const silencer = silencers.find(
      (s) => s.rule === finding.rule && places(finding).some((at) => s.covers(finding, at)),
    );
    if (!silencer) return true;
    silencer.used = true;
    return silencer.reason === '' || fixed(finding.rule);
  });
  const about = silencers.flatMap((s) => {
    if (judged && s.reason === '') return [];
    if (s.rule === '')
      return s.finding('silence-needs-reason', 'Name the rule and the reason: `# factline-ignore rule-id: why`.');
    if (fixed(s.rule))
      return s.finding(
        'silence-needs-reason',
        `\`${s.rule}\` cannot be silenced: its specification refuses such a model.`,
      );
    if (s.reason === '')
      return s.finding(
        'silence-needs-reason',
        `Why is \`${s.rule}\` set aside here? Without a reason it counts as a problem, and silences nothing.`,
      );
    return s.used || (!judged && s.elsewhere)
      ? []
      : s.finding('silence-without-effect', `\`${s.rule}\` is silenced here, but finds nothing here: remove it.`);
  });
  return [...left, ...about];
}
