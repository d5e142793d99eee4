/** Queries that are kept in this browser, for any journal. */
import { X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { recall, remember } from '../../app/remember.ts';
import { Popover } from '../../ui/popover.tsx';

const KEY = 'queries';
const MOST = 100;

function load(): readonly string[] {
  try {
    const list: unknown = JSON.parse(recall(KEY) ?? '[]');
    return Array.isArray(list) ? list.filter((line): line is string => typeof line === 'string').slice(0, MOST) : [];
  } catch {
    return [];
  }
}

interface SavedQueriesProps {
  /** The line that can be saved now. */
  readonly line: string | undefined;
  readonly onUse: (line: string) => void;
  readonly icon: ReactNode;
}

export function SavedQueries({ line, onUse, icon }: SavedQueriesProps) {
  const [saved, setSaved] = useState(load);
  const keep = (list: readonly string[]) => {
    setSaved(list);
    remember(KEY, JSON.stringify(list));
  };
  return (
    <Popover title="Saved queries" icon={icon}>
      <button
        type="button"
        className="btn"
        disabled={line === undefined || saved.includes(line)}
        onClick={() => line !== undefined && keep([line, ...saved].slice(0, MOST))}
      >
        Save this query
      </button>
      {saved.length === 0 && <p className="muted">None is saved yet.</p>}
      <ul className="find-saved" aria-label="Saved queries">
        {saved.map((one) => (
          <li key={one}>
            <button type="button" className="btn-link" onClick={() => onUse(one)}>
              <code>{one}</code>
            </button>
            <button
              type="button"
              className="btn btn-icon"
              aria-label={`Forget ${one}`}
              onClick={() => keep(saved.filter((other) => other !== one))}
            >
              <X size={12} />
            </button>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
