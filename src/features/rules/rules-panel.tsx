import { useEffect, useState } from 'react';
import { showPanel } from '../../app/layout.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import type { RulePage } from '../../workers/language/language.protocol.ts';
import './rules.css';

interface Part {
  readonly kind: 'text' | 'heading' | 'code';
  readonly text: string;
}

/** The few forms that rule pages use: paragraphs, `## ❌ / ✅`, and fenced examples. */
function partsOf(markdown: string): readonly Part[] {
  return markdown.split(/(```yaml\n[\s\S]*?```)/).flatMap((chunk): Part[] => {
    const code = /^```yaml\n([\s\S]*?)```$/.exec(chunk)?.[1];
    if (code !== undefined) return [{ kind: 'code', text: code }];
    return chunk
      .split(/\n{2,}/)
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .map(
        (text): Part => (text.startsWith('## ') ? { kind: 'heading', text: text.slice(3) } : { kind: 'text', text }),
      );
  });
}

/** `code` and *emphasis* in a paragraph. */
function Inline({ text }: { readonly text: string }) {
  return text.split(/(`[^`]+`|\*[^*]+\*)/).map((piece, i) => {
    const key = `${i}:${piece}`;
    if (piece.startsWith('`')) return <code key={key}>{piece.slice(1, -1)}</code>;
    if (piece.startsWith('*') && piece.length > 1) return <em key={key}>{piece.slice(1, -1)}</em>;
    return piece;
  });
}

function openExample(id: string, text: string): void {
  const { addFile, workspace } = useWorkbench.getState();
  const taken = new Set(workspace?.files.map(({ path }) => path));
  let path = `example-${id}.model.yaml`;
  for (let n = 2; taken.has(path); n++) path = `example-${id}-${n}.model.yaml`;
  addFile({ path, text });
  showPanel('model', { focus: true });
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
      {partsOf(page.markdown).map((part, i) => {
        const key = `${i}:${part.kind}`;
        if (part.kind === 'heading')
          return (
            <h3 key={key}>{part.text === '❌' ? '❌ Breaks it' : part.text === '✅' ? '✅ Keeps it' : part.text}</h3>
          );
        if (part.kind === 'text')
          return (
            <p key={key}>
              <Inline text={part.text} />
            </p>
          );
        return (
          <div key={key} className="example">
            <pre>{part.text}</pre>
            <button type="button" className="btn" disabled={readOnly} onClick={() => openExample(page.id, part.text)}>
              Open in the editor
            </button>
          </div>
        );
      })}
      <p className="muted">
        {page.fixed
          ? 'It cannot be turned off: its specification refuses such a model.'
          : `Silence it at one place with a comment on the line above, # factline-ignore ${page.id}: why, by a waiver, or for the whole model with rules: { ${page.id}: off }.`}
      </p>
    </article>
  );
}

export function RulesPanel() {
  const { language } = useServices();
  const chosen = useWorkbench((s) => s.rule);
  const [pages, setPages] = useState<readonly RulePage[]>([]);
  useEffect(() => {
    language.rules().then(setPages, report);
  }, [language]);
  const page = pages.find(({ id }) => id === chosen);
  const always = chosen !== undefined && !page && pages.length > 0;
  return (
    <div className="panel-body rules">
      <nav aria-label="Rules">
        <ul>
          {pages.map(({ id, title, clauses }) => (
            <li key={id}>
              <button
                type="button"
                className="rule-link"
                aria-current={id === chosen}
                onClick={() => useWorkbench.getState().set({ rule: id })}
              >
                {title} <span className="muted">{clauses.join(' ')}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      {page && <Page page={page} />}
      {always && (
        <article className="rule-page">
          <h2>{chosen}</h2>
          <p>
            This is about the text itself: structure, names, types of behavior, or a silence without a reason. It is
            always on, and the problem says what to do.
          </p>
        </article>
      )}
    </div>
  );
}
