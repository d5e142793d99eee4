/** A model checked: structure, references, and the rules of the chosen profiles, in one walk. */
import type { Finding, Severity } from '../finding.ts';
import { PROFILES, type ProfileName } from '../model/model.ts';
import { type ModelCache, type ModelFile, type ParsedModel, parseModel } from '../model/parse.ts';
import { editOf } from './edit.ts';
import { RULES } from './index.ts';
import { clausesOf, severityOf } from './profiles.ts';
import { checkReferences } from './references.ts';
import type { Report, Rule, Visit } from './rule.ts';
import { silence } from './silence.ts';

export interface CheckOptions {
  /** Instead of those that the model names; unknown ones are left out. */
  readonly profiles?: readonly string[] | undefined;
  readonly cache?: ModelCache | undefined;
  readonly rules?: readonly Rule[] | undefined;
}
export interface Checked {
  readonly parsed: ParsedModel;
  /** By file and place. */
  readonly findings: readonly Finding[];
  readonly profiles: readonly ProfileName[];
}

export function checkModel(
  files: readonly ModelFile[],
  { profiles: asked, cache, rules = RULES }: CheckOptions = {},
): Checked {
  const parsed = parseModel(files, cache);
  const { model } = parsed;
  const chosen = asked?.filter((name): name is ProfileName => (PROFILES as readonly string[]).includes(name));
  const profiles = chosen && chosen.length > 0 ? chosen : model.profiles;
  const findings: Finding[] = [...parsed.findings];
  const split = new Map<string, readonly string[]>();
  const lines = (file: string) => {
    const known =
      split.get(file) ??
      files
        .find(({ path }) => path === file)
        ?.text.replace(/\r\n?/g, '\n')
        .split('\n') ??
      [];
    split.set(file, known);
    return known;
  };
  const add = (
    rule: string,
    severity: Exclude<Severity, 'off'>,
    clauses: readonly string[],
    { pointer, part, message, fix }: Report,
  ) => {
    const made = fix && editOf(fix, parsed, lines);
    findings.push({
      rule,
      clauses,
      severity,
      place: parsed.locate(pointer, part),
      message,
      ...(made && { fixes: [made] }),
    });
  };
  checkReferences(model, (report) => add('unknown-reference', 'error', [], report));

  const active = rules.flatMap((rule) => {
    const severity = severityOf(rule.meta, profiles, model.rules);
    if (severity === 'off') return [];
    const visit: Visit = {
      model,
      report: (report) => add(rule.meta.id, severity, clausesOf(report.clauses ?? rule.meta.clauses, profiles), report),
    };
    return { rule, visit };
  });
  const visitAll = <T>(
    section: Readonly<Record<string, T>>,
    of: (rule: Rule) => ((name: string, item: T, visit: Visit) => void) | undefined,
  ) => {
    const hearing = active.flatMap(({ rule, visit }) => {
      const look = of(rule);
      return look ? { look, visit, id: rule.meta.id } : [];
    });
    for (const [name, item] of Object.entries(section)) {
      for (const { look, visit, id } of hearing) {
        try {
          look(name, item, visit);
        } catch (error) {
          findings.push({
            rule: 'rule-failed',
            clauses: [],
            severity: 'error',
            place: parsed.locate(''),
            message: `The rule \`${id}\` itself failed at \`${name}\`: ${error instanceof Error ? error.message : String(error)}. Your model is not to blame; please report it.`,
          });
        }
      }
    }
  };
  visitAll(model.streams, (rule) => rule.stream);
  visitAll(model.events, (rule) => rule.event);
  visitAll(model.commands, (rule) => rule.command);
  visitAll(model.consumers, (rule) => rule.consumer);
  visitAll(model.screens, (rule) => rule.screen);

  const fixed = (id: string) => rules.some(({ meta }) => meta.id === id && meta.fixed === true);
  const left = [...silence(findings, files, parsed, fixed)];
  const order = new Map(files.map(({ path }, i) => [path, i]));
  left.sort(
    (a, b) =>
      (order.get(a.place.file ?? '') ?? 0) - (order.get(b.place.file ?? '') ?? 0) ||
      (a.place.line ?? 0) - (b.place.line ?? 0) ||
      (a.place.column ?? 0) - (b.place.column ?? 0),
  );
  return { parsed, findings: left, profiles };
}
