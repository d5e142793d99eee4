/** A model checked: structure, references, and the rules of the chosen profiles, in one walk for each profile. */
import { DIFF_RULES } from '../diff/diff-rules.ts';
import type { Finding, Severity } from '../finding.ts';
import { pointer } from '../json-pointer.ts';
import type { Model, ProfileName } from '../model/model.ts';
import {
  type ModelCache,
  type ModelFile,
  modelCache,
  type ParsedModel,
  type Progress,
  parseModel,
} from '../model/parse.ts';
import { nearest } from '../model/schema.ts';
import { ALWAYS } from './always.ts';
import type { BehaviorFacts } from './behavior/facts.ts';
import { HOOKS, type Look } from './hooks.ts';
import { RULES } from './index.ts';
import { type RuleMemory, walkKept } from './kept.ts';
import { finder, type Told } from './placed.ts';
import { clashing, clausesOf, isProfile, SETTINGS, severityOf, worse } from './profiles.ts';
import { RECORD_RULES } from './records/index.ts';
import { checkReferences } from './references.ts';
import type { Report, Rule, RuleMeta, Visit } from './rule.ts';
import { silence } from './silence.ts';
import { answered } from './undecided.ts';

/** What one check leaves to the next, so that only what changed is looked at again. */
export interface CheckMemory {
  readonly cache: ModelCache;
  readonly rules: RuleMemory;
}
export const checkMemory = (): CheckMemory => ({ cache: modelCache(), rules: new Map() });

export interface CheckOptions {
  /** Instead of those that the model names; unknown ones are left out. */
  readonly profiles?: readonly string[] | undefined;
  /** Of the texts alone: each rule is asked again. */
  readonly cache?: ModelCache | undefined;
  readonly memory?: CheckMemory | undefined;
  readonly rules?: readonly Rule[] | undefined;
  /** What the behavior files declare; without it, rules about handlers say nothing. */
  readonly behavior?: BehaviorFacts | undefined;
  /** With a memory: hears of the definitions that rules had to look at. */
  readonly progress?: ((progress: Progress) => void) | undefined;
}
export interface Checked {
  readonly parsed: ParsedModel;
  /** By file and place. */
  readonly findings: readonly Finding[];
  readonly profiles: readonly ProfileName[];
}

type Shown = Exclude<Severity, 'off'>;
/** A report of one rule under one profile. */
interface Heard {
  readonly meta: RuleMeta;
  readonly profile: ProfileName;
  readonly severity: Shown;
  readonly told: Told;
}

export function checkModel(files: readonly ModelFile[], options: CheckOptions = {}): Checked {
  const { profiles: asked, memory, cache = memory?.cache, rules = RULES, behavior } = options;
  const parsed = parseModel(files, cache);
  const { model } = parsed;
  const chosen = asked?.filter(isProfile);
  const profiles = chosen && chosen.length > 0 ? chosen : model.profiles;
  const findings: Finding[] = [];
  const open = openQuestions(parsed);
  const find = finder(parsed);
  const add = (rule: string, severity: Shown, clauses: readonly string[], told: Told) =>
    findings.push(find(rule, severity, clauses, told));
  const unknown = (report: Report) => {
    const clauses = new Set(profiles.flatMap((profile) => clausesOf(report.clauses ?? [], profile)));
    add('unknown-reference', 'error', [...clauses], { report, placed: undefined });
  };
  checkReferences(model, unknown);
  checkRuleNames(model, rules, unknown);

  const heard: Heard[] = [];
  for (const profile of profiles) {
    const severities = new Map(rules.map((rule) => [rule, severityOf(rule.meta, profile, model.rules)]));
    const active = rules.filter((rule) => severities.get(rule) !== 'off');
    const hear = (rule: Rule, told: Told) =>
      heard.push({
        meta: rule.meta,
        profile,
        severity: told.report.severity ?? (severities.get(rule) as Shown),
        told,
      });
    const failed = (id: string, at: string, error: unknown) =>
      findings.push({
        rule: 'rule-failed',
        clauses: [],
        severity: 'error',
        place: parsed.locate(''),
        message: `The rule \`${id}\` itself failed at \`${at}\`: ${error instanceof Error ? error.message : String(error)}. Your model is not to blame; please report it.`,
      });
    if (memory) walkKept(memory.rules, { rules: active, profile }, { model, behavior }, hear, failed, options.progress);
    else {
      const visit = { model, profile, settings: SETTINGS[profile], behavior };
      walk(
        model,
        active.map((rule) => ({
          rule,
          visit: { ...visit, report: (report) => hear(rule, { report, placed: undefined }) },
        })),
        failed,
      );
    }
  }
  for (const { rule, severity, clauses, told } of merged(heard, profiles)) {
    const asked = open.get(lackOf(told.report) ?? '');
    if (asked) for (const clause of clauses) asked.clauses.add(clause);
    else add(rule, severity, clauses, told);
  }
  // First, as they stand in the text: where rules tell of the same place, the text comes first.
  findings.unshift(...parsed.findings.map((finding) => withClauses(finding, open, parsed)));

  const fixed = (id: string) => rules.some(({ meta }) => meta.id === id && meta.fixed === true);
  const left = [...silence(findings, files, parsed, { fixed, inCode: behavior?.silences ?? [] })];
  const order = new Map(files.map(({ path }, i) => [path, i]));
  left.sort(
    (a, b) =>
      (order.get(a.place.file ?? '') ?? files.length) - (order.get(b.place.file ?? '') ?? files.length) ||
      (a.place.line ?? 0) - (b.place.line ?? 0) ||
      (a.place.column ?? 0) - (b.place.column ?? 0),
  );
  return { parsed, findings: left, profiles };
}

/** By pointer: the keys at which a `'?'` stands, and the clauses that ask for a decision there. */
type Open = ReadonlyMap<string, { readonly clauses: Set<string> }>;
const openQuestions = ({ questions }: ParsedModel): Open =>
  new Map([...questions.keys()].map(({ place }) => [place.pointer ?? '', { clauses: new Set<string>() }]));

/** The key that a report misses. Where an open question stands there, that is told already. */
function lackOf({ lacks, fix }: Report): string | undefined {
  if (lacks !== undefined || !fix || !('insert' in fix)) return lacks;
  return fix.insert.into + pointer(fix.insert.key);
}

/** An open question, with its answers and the clauses that ask for one. */
function withClauses(finding: Finding, open: Open, parsed: ParsedModel): Finding {
  const asked = parsed.questions.get(finding);
  if (!asked) return finding;
  const clauses = open.get(finding.place.pointer ?? '')?.clauses ?? [];
  return { ...answered(finding, asked, parsed), clauses: [...clauses] };
}

/** Severities are set for rules that there are. What is checked in every model has none to set. */
function checkRuleNames(model: Model, rules: readonly Rule[], report: (report: Report) => void): void {
  const ids = Object.keys(model.rules);
  if (ids.length === 0) return;
  const known = new Set([...rules, ...RULES, ...RECORD_RULES].map(({ meta }) => meta.id));
  for (const { id } of DIFF_RULES) known.add(id);
  for (const id of ids) {
    if (known.has(id)) continue;
    const near = nearest(id, [...known]);
    const at = pointer('rules', id);
    report({
      pointer: at,
      message: ALWAYS.has(id)
        ? `\`${id}\` is checked in every model: it has no severity to set. Remove the line, and mend what it tells.`
        : `There is no rule \`${id}\`, so this sets nothing. ${near === undefined ? '`factline rules` lists them.' : `Did you mean \`${near}\`?`}`,
      ...(near !== undefined && !ALWAYS.has(id) && { fix: { title: `Change to ${near}`, rename: { at, to: near } } }),
    });
  }
}

export function walk(
  model: Model,
  active: readonly { readonly rule: Rule; readonly visit: Visit }[],
  failed: (rule: string, at: string, error: unknown) => void,
): void {
  const attempt = (id: string, at: string, look: () => void) => {
    try {
      look();
    } catch (error) {
      failed(id, at, error);
    }
  };
  for (const [section, hook] of HOOKS) {
    const hearing = active.flatMap(({ rule, visit }) => {
      const look = rule[hook] as Look<unknown> | undefined;
      return look ? { look, visit, id: rule.meta.id } : [];
    });
    if (hearing.length === 0) continue;
    for (const [name, item] of Object.entries(model[section]))
      for (const { look, visit, id } of hearing) attempt(id, name, () => look(name, item, visit));
  }
  for (const { rule, visit } of active) if (rule.whole) attempt(rule.meta.id, 'the model', () => rule.whole?.(visit));
}

interface Said {
  readonly rule: string;
  readonly severity: Shown;
  readonly clauses: readonly string[];
  readonly told: Told;
}

/**
 * One place and rule give one problem, with the clauses of every profile that says so and the highest severity (contract §2). Where the
 * chosen profiles cannot all be pleased, `profiles-clash` says so once and the rule is silent there.
 */
function merged(heard: readonly Heard[], profiles: readonly ProfileName[]): readonly Said[] {
  // Under one profile a rule may have several things to say of one place: only what is said alike is one problem.
  const [only, ...others] = profiles;
  if (only !== undefined && others.length === 0)
    return heard.map(({ meta, severity, told }) => ({
      rule: meta.id,
      severity,
      clauses: clausesOf(told.report.clauses ?? meta.clauses, only),
      told,
    }));
  const said = new Map<string, Said>();
  for (const { meta, profile, severity, told } of heard) {
    const { report } = told;
    const clash = report.setting === undefined ? [] : clashing(report.setting, profiles);
    const { file, line, column } = report.place ?? {};
    const at = `${report.pointer}\n${report.part ?? ''}\n${file ?? ''}\n${line ?? ''}\n${column ?? ''}`;
    if (clash.includes(profile)) {
      const message = `${clash.map((name) => `\`${name}\``).join(' and ')} want different things here, and no text pleases them all: ${report.message} Choose one of these profiles, or set the rule \`${meta.id}\` aside.`;
      said.set(`clash\n${meta.id}\n${at}`, {
        rule: 'profiles-clash',
        severity: 'error',
        clauses: [],
        told: {
          report: { pointer: report.pointer, ...(report.part && { part: report.part }), message },
          placed: undefined,
        },
      });
      continue;
    }
    const clauses = clausesOf(report.clauses ?? meta.clauses, profile);
    const key = `${meta.id}\n${at}\n${report.message}`;
    const before = said.get(key);
    said.set(key, {
      rule: meta.id,
      severity: before ? worse(before.severity, severity) : severity,
      clauses: before ? [...new Set([...before.clauses, ...clauses])] : clauses,
      told: before?.told ?? told,
    });
  }
  return [...said.values()];
}
