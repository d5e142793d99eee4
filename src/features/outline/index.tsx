/** What the model defines; of the last sound text while it is broken. */
import { ListTree } from 'lucide-react';
import { memo, useState } from 'react';
import type { Feature } from '../../app/feature.ts';
import { showPanel } from '../../app/layout.ts';
import { useWorkbench } from '../../app/store.ts';
import type { OutlineItem } from '../../core/model/assist.ts';
import './outline.css';

const OPEN_AT_FIRST = 40;

/** Of a closed section nothing is drawn, and of an open one only what changed. */
const Item = memo(function Item({ item }: { readonly item: OutlineItem }) {
  const [open, setOpen] = useState(item.children.length <= OPEN_AT_FIRST);
  const jump = () => {
    useWorkbench.getState().revealAt({ file: item.file, line: item.line, column: 1 });
    showPanel('model');
  };
  return (
    <li>
      {item.children.length > 0 ? (
        <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>
            {item.name} <span className="muted">{item.children.length}</span>
          </summary>
          {open && (
            <ul>
              {item.children.slice(0, 2000).map((child) => (
                <Item key={`${child.file}:${child.name}`} item={child} />
              ))}
            </ul>
          )}
        </details>
      ) : (
        <button type="button" className="outline-item" onClick={jump}>
          {item.name}
        </button>
      )}
    </li>
  );
});

function OutlinePanel() {
  const outline = useWorkbench((s) => s.outline);
  const stale = useWorkbench((s) => s.modelStale);
  if (outline.length === 0)
    return (
      <div className="empty-state">
        <h2>Nothing defined yet</h2>
        <p>Streams, events, commands and the rest of the model are listed here.</p>
      </div>
    );
  return (
    <div className="panel-body outline" data-stale={stale}>
      {stale && <p className="muted">Of the last sound text.</p>}
      <ul>
        {outline.map((item) => (
          <Item key={`${item.file}:${item.line}:${item.name}`} item={item} />
        ))}
      </ul>
    </div>
  );
}

export const outline: Feature = {
  id: 'outline',
  title: 'Outline',
  icon: ListTree,
  place: 'left',
  panel: OutlinePanel,
  commands: [],
};
