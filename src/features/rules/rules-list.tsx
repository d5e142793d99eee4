/** All rules under their topics; above them those that are broken now. */
import { Fragment } from 'react';
import { number } from '../../app/format.ts';
import { SEVERITY_SIGNS } from '../../app/severity.ts';
import { useWorkbench } from '../../app/store.ts';
import type { RulePage } from '../../workers/language/language.protocol.ts';
import { type Broken, gravest, placesIn } from './broken.ts';

interface RulesListProps {
  readonly pages: readonly RulePage[];
  readonly broken: Broken;
  /** What was typed to find some. */
  readonly needle: string;
}

export function RulesList({ pages, broken, needle }: RulesListProps) {
  const shown = pages.filter(({ id, title, topic, clauses }) =>
    `${id} ${title} ${topic} ${clauses.join(' ')}`.toLowerCase().includes(needle.toLowerCase()),
  );
  const topics = [...new Set(shown.map(({ topic }) => topic))];
  const brokenNow = shown.filter(({ id }) => broken.has(id));
  if (shown.length === 0) return <p className="muted">{pages.length > 0 ? 'No rule has these words.' : 'Reading…'}</p>;
  return (
    <nav aria-label="Rules">
      {brokenNow.length > 0 && <Topic title="Broken now" pages={brokenNow} broken={broken} />}
      {topics.map((title) => (
        <Topic key={title} title={title} pages={shown.filter(({ topic }) => topic === title)} broken={broken} />
      ))}
    </nav>
  );
}

interface TopicProps {
  readonly title: string;
  readonly pages: readonly RulePage[];
  readonly broken: Broken;
}

function Topic({ title, pages, broken }: TopicProps) {
  return (
    <section aria-label={title}>
      <h3>
        {title} <span className="muted">{pages.length}</span>
      </h3>
      <ul>
        {pages.map((page) => (
          <li key={page.id}>
            <button type="button" className="rule-link" onClick={() => useWorkbench.getState().set({ rule: page.id })}>
              <span>
                {page.title}{' '}
                {page.clauses.map((clause) => (
                  <Fragment key={clause}>
                    <span className="muted rule-clause">{clause}</span>{' '}
                  </Fragment>
                ))}
              </span>
              <BrokenCount findings={broken.get(page.id) ?? []} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function BrokenCount({ findings }: { readonly findings: Parameters<typeof placesIn>[0] }) {
  if (findings.length === 0) return null;
  const severity = gravest(findings);
  const places = placesIn(findings);
  return (
    <span className={`rule-broken sev-${severity}`} title={`Broken at ${number(places)} places`}>
      <span aria-hidden>{SEVERITY_SIGNS[severity]}</span> {number(places)}
      <span className="visually-hidden"> {severity}</span>
    </span>
  );
}
