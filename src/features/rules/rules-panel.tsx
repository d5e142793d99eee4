import { useEffect, useState } from 'react';
import { showPanel } from '../../app/layout.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import { Markdown } from '../../ui/markdown/markdown.tsx';
import type { RulePage } from '../../workers/language/language.protocol.ts';
import { CoverageView } from './coverage-view.tsx';
import { ProfilesView } from './profiles-view.tsx';
import './rules.css';

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

function Page({ page }: { readonly page: RulePage }) {
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
      <Markdown
        text={page.markdown}
        heading={(words) => (words === '❌' ? '❌ Breaks it' : words === '✅' ? '✅ Keeps it' : words)}
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
  const needle = filter.toLowerCase();
  const shown = pages.filter(({ id, title, clauses }) =>
    `${id} ${title} ${clauses.join(' ')}`.toLowerCase().includes(needle),
  );
  return (
    <>
      <div className="panel-toolbar">
        {VIEWS.map(([id, title]) => (
          <button key={id} type="button" className="btn" aria-pressed={view === id} onClick={() => setView(id)}>
            {title}
          </button>
        ))}
        {view === 'rules' && (
          <input
            className="input"
            type="search"
            placeholder="Filter by words or clause"
            aria-label="Filter the rules"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        )}
      </div>
      <div className="panel-body rules">
        {view === 'coverage' && <CoverageView />}
        {view === 'profiles' && <ProfilesView />}
        {view === 'rules' && page && (
          <button type="button" className="btn-link" onClick={() => useWorkbench.getState().set({ rule: undefined })}>
            ← all rules
          </button>
        )}
        {view === 'rules' && !page && !always && (
          <nav aria-label="Rules">
            {shown.length === 0 && pages.length > 0 && <p className="muted">No rule has these words.</p>}
            <ul>
              {shown.map(({ id, title, clauses }) => (
                <li key={id}>
                  <button type="button" className="rule-link" onClick={() => useWorkbench.getState().set({ rule: id })}>
                    {title} <span className="muted">{clauses.join(' ')}</span>
                  </button>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {view === 'rules' && page && <Page page={page} />}
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
