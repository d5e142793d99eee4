/** `factline rules`: all rules as a table, or one with its page. */
import { DIFF_RULES } from '../../core/diff/diff-rules.ts';
import { PROFILES } from '../../core/model/model.ts';
import { nearest } from '../../core/model/schema.ts';
import { ALWAYS } from '../../core/rules/always.ts';
import { RULES } from '../../core/rules/index.ts';
import { RECORD_RULES } from '../../core/rules/records/index.ts';
import type { RuleMeta } from '../../core/rules/rule.ts';
import { type CliCommand, UsageError } from '../command.ts';
import { formatOf, refuse } from '../options.ts';
import { describeRule } from '../rule-pages.ts';

const METAS = [...[...RULES, ...RECORD_RULES].map(({ meta }) => meta), ...DIFF_RULES];

/** Columns as wide as their widest cell; the last is not padded. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const padded = (row: readonly string[]) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ');
  return rows.map((row) => padded(row).trimEnd()).join('\n');
}

function listText(): string {
  const severities = ({ severity }: RuleMeta) => PROFILES.map((profile) => severity[profile] ?? '-');
  return [
    table([
      ['rule', ...PROFILES, 'title', 'clauses'],
      ...METAS.map((meta) => [meta.id, ...severities(meta), meta.title, meta.clauses.join(' ')]),
    ]),
    '',
    'In every model, always an error or a warning:',
    table([...ALWAYS].map(([id, title]) => [`  ${id}`, title])),
  ].join('\n');
}

function pageText(id: string): string {
  const { title, page, clauses } = describeRule(id);
  const meta = METAS.find((m) => m.id === id);
  const by = Object.entries(meta?.severity ?? {}).map(([profile, severity]) => `${profile} ${severity}`);
  const facts = meta
    ? `${by.join(', ')}; since ${meta.since}${meta.fixed ? '; it cannot be turned off or silenced' : ''}\n${clauses.join(' ')}`
    : 'checked in every model, whatever its profiles';
  return `# ${id}\n\n${title ?? ''}\n\n${facts}\n${page === undefined ? '' : `\n${page}`}`;
}

export const rules: CliCommand = {
  name: 'rules',
  usage: 'rules [ID] [--format text|json]',
  summary: 'The rules with their severity in each profile, or the page of one.',
  options: {},
  async run({ positionals, values }, io) {
    const format = formatOf(values, ['text', 'json']);
    refuse(values, 'rules', { 'fail-on': 'it finds no problems' });
    const [id, ...others] = positionals;
    if (others.length > 0) throw new UsageError('rules takes one ID, or none for all');
    if (id === undefined) {
      io.out(format === 'json' ? JSON.stringify({ rules: METAS }, undefined, 2) : listText());
      return 0;
    }
    const meta = METAS.find((m) => m.id === id);
    if (!meta && !ALWAYS.has(id)) {
      const near = nearest(id, [...METAS.map((m) => m.id), ...ALWAYS.keys()]);
      const hint = near === undefined ? '`factline rules` lists them' : `did you mean ${near}?`;
      throw new UsageError(`no rule "${id}"; ${hint}`);
    }
    io.out(
      format === 'json' ? JSON.stringify({ rules: [{ ...describeRule(id), ...meta }] }, undefined, 2) : pageText(id),
    );
    return 0;
  },
};
