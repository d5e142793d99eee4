import { type RefObject, useEffect, useRef, useState } from 'react';
import reference from '../../core/model/README.md?raw';
import { anchorOf, Markdown } from '../../ui/markdown/markdown.tsx';
import './help.css';

/** A chapter: its heading and all up to the next one. */
/** The last one is for those who build the language. */
const CHAPTERS = reference.split(/^(?=## )/m).filter((chapter) => !chapter.startsWith('## 9.'));
const titleOf = (chapter: string) => /^#+ (.*)/.exec(chapter)?.[1] ?? '';

const FOUND = 'help-found';

/** Marks the searched words where they stand, and shows the first. */
function useHighlight(body: RefObject<HTMLElement | null>, needle: string): void {
  useEffect(() => {
    if (!body.current || needle.length < 2 || typeof Highlight === 'undefined') return;
    const ranges: Range[] = [];
    const walker = document.createTreeWalker(body.current, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.toLowerCase() ?? '';
      for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + needle.length);
        ranges.push(range);
      }
    }
    CSS.highlights.set(FOUND, new Highlight(...ranges));
    // A word of its own in a table's first column or a heading is where it is explained.
    const explains = ({ startContainer }: Range) =>
      startContainer.textContent?.trim().toLowerCase() === needle &&
      startContainer.parentElement?.closest('td:first-child, h2, h3, h4') !== null;
    const first =
      ranges.find(explains) ?? ranges.find(({ startContainer }) => !startContainer.parentElement?.closest('nav'));
    const area = body.current;
    if (first)
      area.scrollTop += first.getBoundingClientRect().top - area.getBoundingClientRect().top - area.clientHeight / 3;
    return () => void CSS.highlights.delete(FOUND);
  }, [body, needle]);
}

export function HelpPanel() {
  const [filter, setFilter] = useState('');
  const body = useRef<HTMLDivElement>(null);
  const needle = filter.trim().toLowerCase();
  useHighlight(body, needle);
  const shown = CHAPTERS.filter((chapter) => chapter.toLowerCase().includes(needle));
  return (
    <>
      <div className="panel-toolbar">
        <input
          className="input toolbar-filter"
          type="search"
          placeholder="Search the help"
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
