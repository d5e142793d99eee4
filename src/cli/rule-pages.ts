/** What is known of a rule by its id: its meta, its page, and the names of what is always checked. */
import { DIFF_RULES } from '../core/diff/diff-rules.ts';
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

/** Problems of every model, whatever its profiles: they have no page and no severity to set. */
export const ALWAYS: ReadonlyMap<string, string> = new Map([
  ['syntax', 'A model is YAML 1.2'],
  ['unknown-key', 'Every key is known'],
  ['wrong-type', 'A value is of the type that its key takes'],
  ['undecided', "No question mark is left where a draft did not know: every '?' is decided"],
  ['unquoted', 'What YAML would cut off inside braces is quoted'],
  ['unknown-type', 'The type of a field is known'],
  ['duplicate-name', 'A name is declared once'],
  ['unknown-reference', 'A name that stands for a definition has one'],
  ['silence-needs-reason', 'What is silenced names its rule and the reason'],
  ['silence-without-effect', 'What is silenced is there'],
  ['profile-offered', 'A journal without a model is checked for integrity; profiles are offered'],
  ['rule-failed', 'A rule itself does not fail'],
]);

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
