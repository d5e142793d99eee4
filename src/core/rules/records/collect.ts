/** Reports on records, gathered: those of one rule, type and field are one problem (contract §6). */
import type { Finding, Severity } from '../../finding.ts';
import { pointer } from '../../json-pointer.ts';
import type { Model, ProfileName } from '../../model/model.ts';
import { clausesOf, worse } from '../profiles.ts';
import type { RuleMeta } from '../rule.ts';
import type { RecordReport } from './record-rule.ts';

const EXAMPLES = 20;
type Shown = Exclude<Severity, 'off'>;

interface Group {
  readonly rule: string;
  readonly message: string;
  readonly line: number;
  readonly record: string;
  readonly clauses: Set<string>;
  /** Those that came last: mostly the same list again. */
  added: readonly string[];
  severity: Shown;
  count: number;
  readonly examples: string[];
  /** Of the record that was counted last: a record counts once, however many profiles and reports it has. */
  lastLine: number;
  /** Lines that were counted after the last record, when they come in any order. */
  late: Set<number> | undefined;
}

export interface Collector {
  /** `severity` is the rule's under that profile. */
  report(meta: RuleMeta, profile: ProfileName, severity: Shown, said: RecordReport): void;
  /** From now on records come in any order. */
  unordered(): void;
  /** In the order of their first records. */
  findings(): readonly Finding[];
}

export interface CollectorOptions {
  readonly model: Model | undefined;
  readonly file: string | undefined;
}

interface Waiver {
  readonly at: string;
}

/** By rule: what its waivers with a reason cover (a record id, a clause, or an event's pointer). */
function waiversOf(model: Model | undefined): ReadonlyMap<string, readonly Waiver[]> {
  const byRule = new Map<string, Waiver[]>();
  for (const { rule = '', at = '', why = '' } of model?.waivers ?? []) {
    if (rule === '' || at === '' || why.trim() === '') continue;
    const list = byRule.get(rule);
    if (list) list.push({ at });
    else byRule.set(rule, [{ at }]);
  }
  return byRule;
}

function within<T>(map: Map<string, Map<string, T>>, key: string): Map<string, T> {
  let inner = map.get(key);
  if (!inner) {
    inner = new Map();
    map.set(key, inner);
  }
  return inner;
}

export function createCollector({ model, file }: CollectorOptions): Collector {
  /** By rule, type and field. */
  const groups = new Map<string, Map<string, Map<string, Group>>>();
  const all: Group[] = [];
  const waivers = waiversOf(model);
  let ordered = true;
  const waived = (meta: RuleMeta, clauses: readonly string[], { at: { record } }: RecordReport) =>
    !meta.fixed &&
    (waivers.get(meta.id)?.some(({ at }) => {
      const type = pointer('events', record.type);
      return at === record.id || clauses.includes(at) || at === type || at.startsWith(`${type}/`);
    }) ??
      false);
  return {
    report(meta, profile, given, said) {
      const { record, line } = said.at;
      const clauses = clausesOf(said.clauses ?? meta.clauses, profile);
      if (waivers.size > 0 && waived(meta, clauses, said)) return;
      const severity = said.severity ?? given;
      const ofType = within(within(groups, meta.id), record.type);
      const field = said.field ?? '';
      let group = ofType.get(field);
      if (!group) {
        group = {
          rule: meta.id,
          message: typeof said.message === 'string' ? said.message : said.message(),
          line,
          record: record.id,
          clauses: new Set(),
          added: [],
          severity,
          count: 0,
          examples: [],
          lastLine: -1,
          late: undefined,
        };
        ofType.set(field, group);
        all.push(group);
      }
      if (group.added !== clauses) {
        for (const clause of clauses) group.clauses.add(clause);
        group.added = clauses;
      }
      if (group.severity !== severity) group.severity = worse(group.severity, severity);
      if (!ordered) group.late ??= new Set();
      if (group.lastLine === line || group.late?.has(line)) return;
      group.lastLine = line;
      group.late?.add(line);
      group.count++;
      if (group.examples.length < EXAMPLES && !group.examples.includes(record.id)) group.examples.push(record.id);
    },
    unordered() {
      ordered = false;
    },
    findings: () =>
      [...all]
        .sort((a, b) => a.line - b.line)
        .map(({ rule, message, line, record, clauses, severity, count, examples }) => ({
          rule,
          clauses: [...clauses],
          severity,
          place: {
            ...(file !== undefined && { file }),
            ...(line > 0 && { line }),
            ...(record !== '' && { record }),
          },
          message,
          count,
          examples: [...examples].filter((id) => id !== ''),
        })),
  };
}

/** What is told of a rule that itself failed. */
export const ruleFailed = (id: string, at: string, file: string | undefined, error: unknown): Finding => ({
  rule: 'rule-failed',
  clauses: [],
  severity: 'error',
  place: { ...(file !== undefined && { file }) },
  message: `The rule \`${id}\` itself failed at ${at}: ${error instanceof Error ? error.message : String(error)}. Your journal is not to blame; please report it.`,
});
