/** What is known of a rule by its id: its meta, its page, and the names of what is always checked. */

import { DIFF_RULES } from '../core/diff/diff-rules.ts';
import { ALWAYS } from '../core/rules/always.ts';
import { RULES } from '../core/rules/index.ts';
import { RECORD_RULES } from '../core/rules/records/index.ts';
import type { RuleMeta } from '../core/rules/rule.ts';

/** Bundled by vite: the pages stand beside the rules. */
const files = import.meta.glob<string>(
  ['../core/rules/*/*.md', '../core/rules/records/*/*.md', '../core/diff/rules/*.md', '!../core/rules/**/README.md'],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
);
const PAGES: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, text]) => [path.replace(/^.*\/|\.md$/g, ''), text]),
);
const METAS: ReadonlyMap<string, RuleMeta> = new Map(
  [...[...RULES, ...RECORD_RULES].map(({ meta }) => meta), ...DIFF_RULES].map((meta) => [meta.id, meta]),
);

export interface RuleDescription {
  readonly id: string;
  readonly title?: string;
  /** Markdown. */
  readonly page?: string;
  readonly clauses: readonly string[];
}

/** Whatever is known of the id, at least the id itself. */
export function describeRule(id: string): RuleDescription {
  const meta = METAS.get(id);
  const title = meta?.title ?? ALWAYS.get(id);
  const page = PAGES.get(id);
  return {
    id,
    ...(title !== undefined && { title }),
    ...(page !== undefined && { page }),
    clauses: meta?.clauses ?? [],
  };
}
