import { isBehaviorFile } from '../../app/checking.ts';
import { showPanel } from '../../app/layout.ts';
import { useWorkbench } from '../../app/store.ts';

interface Props {
  readonly file: string;
  readonly line: number | undefined;
  readonly column?: number | undefined;
}

export function PlaceLink({ file, line = 1, column = 1 }: Props) {
  return (
    <button
      type="button"
      className="btn-link"
      onClick={() => {
        showPanel(isBehaviorFile(file) ? 'behavior' : 'model');
        useWorkbench.getState().revealAt({ file, line, column });
      }}
    >
      {file}:{line}
    </button>
  );
}
