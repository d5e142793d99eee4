/** Silencing (contract §1): a comment on the line above, or a waiver; both with a reason, and neither for nothing. */
import type { Finding } from '../finding.ts';
import type { Model } from '../model/model.ts';
import { asRead, type ModelFile, type ParsedModel } from '../model/parse.ts';
import { RECORD_RULES } from './records/index.ts';
import { pointer } from './rule.ts';

/** Rules on records find nothing in a model: whether a waiver of theirs is for nothing, only a journal shows. */
const ON_RECORDS: ReadonlySet<string> = new Set(RECORD_RULES.map(({ meta }) => meta.id));

interface Silencer {
  readonly rule: string;
  readonly reason: string;
  readonly finding: (rule: string, message: string) => Finding;
  covers(finding: Finding): boolean;
  used: boolean;
}

const COMMENT = /^(\s*)#\s*factline-ignore\b\s*([\w-]*)\s*:?\s*(.*)$/;

function comments(files: readonly ModelFile[]): Silencer[] {
  return files.flatMap(({ path, text }) =>
    asRead(text)
      .split('\n')
      .flatMap((line, i) => {
        const [, indent = '', rule = '', reason = ''] = COMMENT.exec(line) ?? [];
        if (!COMMENT.test(line)) return [];
        const place = {
          file: path,
          line: i + 1,
          column: indent.length + 1,
          endLine: i + 1,
          endColumn: line.length + 1,
        };
        return {
          rule,
          reason: reason.trim(),
          finding: (id: string, message: string): Finding => ({
            rule: id,
            clauses: [],
            severity: 'warning',
            place,
            message,
          }),
          covers: (f: Finding) => f.place.file === path && f.place.line === i + 2,
          used: false,
        };
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
    covers: (f: Finding) =>
      at !== '' &&
      (f.clauses.includes(at) || f.place.pointer === at || (f.place.pointer?.startsWith(`${at}/`) ?? false)),
    used: ON_RECORDS.has(rule),
  }));
}

/** Takes away what is silenced; adds a finding for each silence without a reason, or for nothing. `fixed` rules stay. */
export function silence(
  findings: readonly Finding[],
  files: readonly ModelFile[],
  parsed: ParsedModel,
  fixed: (rule: string) => boolean,
): readonly Finding[] {
  const silencers = [...comments(files), ...waivers(parsed.model, parsed)];
  if (silencers.length === 0) return findings;
  const left = findings.filter((finding) => {
    const silencer = silencers.find((s) => s.rule === finding.rule && s.covers(finding));
    if (!silencer) return true;
    silencer.used = true;
    return silencer.reason === '' || fixed(finding.rule);
  });
  const about = silencers.flatMap((s) => {
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
    return s.used
      ? []
      : s.finding('silence-without-effect', `\`${s.rule}\` is silenced here, but finds nothing here: remove it.`);
  });
  return [...left, ...about];
}
