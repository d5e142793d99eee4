import { useRef, useState } from 'react';
import reference from '../../core/model/README.md?raw';
import { anchorOf, Markdown } from '../../ui/markdown/markdown.tsx';
import './help.css';

/** A chapter: its heading and all up to the next one. */
/** The last one is for those who build the language. */
const CHAPTERS = reference.split(/^(?=## )/m).filter((chapter) => !chapter.startsWith('## 9.'));
const titleOf = (chapter: string) => /^#+ (.*)/.exec(chapter)?.[1] ?? '';

export function HelpPanel() {
  const [filter, setFilter] = useState('');
  const body = useRef<HTMLDivElement>(null);
  const needle = filter.trim().toLowerCase();
  const shown = CHAPTERS.filter((chapter) => chapter.toLowerCase().includes(needle));
  return (
    <>
      <div className="panel-toolbar">
        <input
          className="input"
          type="search"
          placeholder="Chapters with these words"
          aria-label="Search the help"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      </div>
      <div className="panel-body help" ref={body}>
        <nav aria-label="Chapters">
          <ol>
            {shown.slice(needle === '' ? 1 : 0).map((chapter) => (
              <li key={titleOf(chapter)}>
                <button
                  type="button"
                  className="btn-link"
                  onClick={() => body.current?.querySelector(`[id="${anchorOf(titleOf(chapter))}"]`)?.scrollIntoView()}
                >
                  {titleOf(chapter).replace(/^\d+\. /, '')}
                </button>
              </li>
            ))}
          </ol>
        </nav>
        {shown.length === 0 ? (
          <p className="muted">No chapter has these words.</p>
        ) : (
          <Markdown text={shown.join('\n')} />
        )}
      </div>
    </>
  );
}
