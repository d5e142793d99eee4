/** A page for each fault: what it is, where it bites, and an example that opens in the lab. */
import type { LabExample } from '../../core/faults/page.ts';
import { Markdown } from '../../ui/markdown/markdown.tsx';
import { PAGES, type ShownPage } from './pages.ts';

interface Props {
  readonly page: ShownPage | undefined;
  readonly onPage: (page: ShownPage | undefined) => void;
  readonly onExample: (title: string, example: LabExample) => void;
}

export function Teaching({ page, onPage, onExample }: Props) {
  if (!page)
    return (
      <nav aria-label="Faults" className="lab-pages">
        <ul>
          {PAGES.map((one) => (
            <li key={one.id}>
              <button type="button" className="lab-page-link" onClick={() => onPage(one)}>
                {one.title} <span className="muted">{one.clauses.join(' ')}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
    );
  return (
    <article className="lab-page" aria-label={page.title}>
      <button type="button" className="btn-link" onClick={() => onPage(undefined)}>
        ← all faults
      </button>
      <h2>{page.title}</h2>
      <p className="lab-actions">
        <button type="button" className="btn btn-primary" onClick={() => onExample(page.title, page.faulty)}>
          Open the example in the lab
        </button>
        <button type="button" className="btn" onClick={() => onExample(`${page.title}, mended`, page.healthy)}>
          And the mended one
        </button>
      </p>
      <Markdown text={page.markdown} />
    </article>
  );
}
