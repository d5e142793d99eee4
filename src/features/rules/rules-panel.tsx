import { useEffect, useState } from 'react';
import { number, plural } from '../../app/format.ts';
import { goToFinding, placeText } from '../../app/go-to-finding.ts';
import { showPanel } from '../../app/layout.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import type { Finding } from '../../core/finding.ts';
import { Markdown } from '../../ui/markdown/markdown.tsx';
import { withCode } from '../../ui/with-code.tsx';
import type { RulePage } from '../../workers/language/language.protocol.ts';
import { gravest, placesIn, useBroken } from './broken.ts';
import { CoverageView } from './coverage-view.tsx';
import { ProfilesView } from './profiles-view.tsx';
import { RulesList } from './rules-list.tsx';
import './rules.css';

/** In a page they are signs, which not each system can draw. */
const HEADINGS: Readonly<Record<string, string>> = { '❌': 'Breaks it', '✅': 'Keeps it' };
/** Places beyond these are counted. */
const MOST_PLACES = 10;
const ENDING: Readonly<Record<string, string>> = { yaml: '.model.yaml', ts: '.behavior.ts' };

function openExample(id: string, text: string, language: string): void {
  const { addFile, workspace } = useWorkbench.getState();
  const taken = new Set(workspace?.files.map(({ path }) => path));
  const ending = ENDING[language] ?? '.model.yaml';
  let path = `example-${id}${ending}`;
  for (let n = 2; taken.has(path); n++) path = `example-${id}-${n}${ending}`;
  addFile({ path, text });
  showPanel(language === 'ts' ? 'behavior' : 'model', { focus: true });
}

function silencing({ id, fixed, targets }: RulePage): string {
  if (fixed && targets === 'diff') return 'It cannot be turned off: two exports of a log stand without a model.';
  if (fixed) return 'It cannot be turned off: its specification refuses such a model.';
  const where = targets === 'diff' ? ' in the new version (of what is gone, the line above what it stood in)' : '';
  return `Silence it at one place with a comment on the line above${where}, # factline-ignore ${id}: why, by a waiver, or for the whole model with rules: { ${id}: off }.`;
}

/** Where it is broken now, so that one reads why beside what. */
function BrokenNow({ findings }: { readonly findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <section aria-label="Broken now" className="notice" data-severity={gravest(findings)}>
      <h3>Broken now at {plural(placesIn(findings), 'place')}</h3>
      <ul className="rule-places">
        {findings.slice(0, MOST_PLACES).map((finding) => (
          <li key={`${placeText(finding)} ${finding.message}`}>
            <button type="button" className="btn-link" onClick={() => goToFinding(finding)}>
              {placeText(finding) || finding.rule}
            </button>{' '}
            {withCode(finding.message)}
          </li>
        ))}
      </ul>
      {findings.length > MOST_PLACES && (
        <p className="muted">{number(findings.length - MOST_PLACES)} more are in the Problems panel.</p>
      )}
    </section>
  );
}

function Page({ page, findings }: { readonly page: RulePage; readonly findings: readonly Finding[] }) {
  const readOnly = useWorkbench((s) => s.readOnly);
  const severities = Object.entries(page.severities);
  return (
    <article className="rule-page" aria-label={page.title}>
      <h2>{page.title}</h2>
      <p className="muted">
        <code>{page.id}</code> · {page.clauses.join(' ')}
      </p>
      <p>
        {severities.map(([profile, severity]) => (
          <span key={profile} className="chip">
            {profile}: <span className={`sev-${severity}`}>{severity}</span>
          </span>
        ))}
      </p>
      <BrokenNow findings={findings} />
      <Markdown
        text={page.markdown}
        heading={(words) => HEADINGS[words] ?? words}
        onCode={(text, language) =>
          Object.hasOwn(ENDING, language) && (
            <button
              type="button"
              className="btn"
              disabled={readOnly}
              onClick={() => openExample(page.id, text, language)}
            >
              Open in the editor
            </button>
          )
        }
      />
      <p className="muted">{silencing(page)}</p>
    </article>
  );
}

const VIEWS = [
  ['rules', 'Rules'],
  ['coverage', 'Coverage'],
  ['profiles', 'Profiles'],
] as const;

export function RulesPanel() {
  const { language } = useServices();
  const chosen = useWorkbench((s) => s.rule);
  const [pages, setPages] = useState<readonly RulePage[]>([]);
  const [view, setView] = useState<(typeof VIEWS)[number][0]>('rules');
  const [filter, setFilter] = useState('');
  useEffect(() => {
    language.rules().then(setPages, report);
  }, [language]);
  // A rule that is asked for from elsewhere is shown, whatever stood here.
  useEffect(() => {
    if (chosen !== undefined) setView('rules');
  }, [chosen]);
  const page = pages.find(({ id }) => id === chosen);
  const always = chosen !== undefined && !page && pages.length > 0;
  const broken = useBroken();
  // The rule that is shown is the store's: asked for again from elsewhere, it comes again.
  const choose = (id: typeof view) => {
    setView(id);
    useWorkbench.getState().set({ rule: undefined });
  };
  return (
    <>
      <div className="panel-toolbar">
        {VIEWS.map(([id, title]) => (
          <button key={id} type="button" className="btn" aria-pressed={view === id} onClick={() => choose(id)}>
            {title}
          </button>
        ))}
        {view === 'rules' && !page && !always && (
          <input
            className="input toolbar-filter"
            type="search"
            placeholder="Words or clause"
            aria-label="Filter the rules"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        )}
      </div>
      <div className="panel-body rules">
        {view === 'coverage' && <CoverageView />}
        {view === 'profiles' && <ProfilesView />}
        {view === 'rules' && (page || always) && (
          <button type="button" className="btn-link" onClick={() => useWorkbench.getState().set({ rule: undefined })}>
            ← all rules
          </button>
        )}
        {view === 'rules' && !page && !always && <RulesList pages={pages} broken={broken} needle={filter} />}
        {view === 'rules' && page && <Page page={page} findings={broken.get(page.id) ?? []} />}
        {view === 'rules' && always && (
          <article className="rule-page">
            <h2>{chosen}</h2>
            <p>
              This is about the text itself: structure, names, types of behavior, or a silence without a reason. It is
              always on, and the problem says what to do.
            </p>
          </article>
        )}
      </div>
    </>
  );
}
