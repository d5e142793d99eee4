/** The panels by what one does there; with their names where there is room, or where a person asked for them. */
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { useState } from 'react';
import { useMedia } from '../ui/use-media.ts';
import { showPanel, togglePanel, usePanels } from './layout.ts';
import { featureGroups } from './registry.ts';
import { recall, remember } from './remember.ts';

const NAMED = 'factline.panel-names';
/** From here on the names stand unasked: the dock keeps its left panels then. */
const ROOMY = '(min-width: 1360px)';

function useNamed(): readonly [boolean, () => void] {
  const [chosen, setChosen] = useState(() => recall(NAMED));
  const roomy = useMedia(ROOMY);
  const named = chosen === undefined ? roomy : chosen === 'yes';
  const toggle = () => {
    const choice = named ? 'no' : 'yes';
    remember(NAMED, choice);
    setChosen(choice);
  };
  return [named, toggle];
}

export function ActivityBar({ narrow }: { readonly narrow: boolean }) {
  const open = usePanels((s) => s.open);
  const active = usePanels((s) => s.active);
  const [wanted, toggle] = useNamed();
  const named = wanted && !narrow;
  const label = named ? 'Hide the names of panels' : 'Show the names of panels';
  return (
    <div className="activity-bar" data-named={named}>
      <nav aria-label="Panels">
        {featureGroups().map(({ title, features }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields
          <div key={title} role="group" aria-label={title}>
            {named && (
              <span className="activity-group" aria-hidden>
                {title}
              </span>
            )}
            {features.map(({ id, title, icon: Icon }) => (
              <button
                key={id}
                type="button"
                className="activity"
                aria-label={title}
                aria-pressed={narrow ? active === id : open.includes(id)}
                data-active={active === id}
                title={title}
                onClick={() => (narrow ? showPanel(id) : togglePanel(id))}
              >
                <Icon size={named ? 16 : 18} aria-hidden />
                {(narrow || named) && <span>{title}</span>}
              </button>
            ))}
          </div>
        ))}
      </nav>
      {!narrow && (
        <button type="button" className="activity" aria-label={label} title={label} onClick={toggle}>
          {named ? <PanelLeftClose size={16} aria-hidden /> : <PanelLeftOpen size={18} aria-hidden />}
          {named && <span>Hide names</span>}
        </button>
      )}
    </div>
  );
}
