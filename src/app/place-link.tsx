import { isBehaviorFile } from './checking.ts';
import { showPanel } from './layout.ts';
import { useWorkbench } from './store.ts';

interface PlaceLinkProps {
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly column?: number | undefined;
}

/** `shop.model.yaml:12`, a way to it in its editor; nothing where there is no file. */
export function PlaceLink({ file, line, column = 1 }: PlaceLinkProps) {
  if (file === undefined) return null;
  return (
    <button
      type="button"
      className="btn-link"
      onClick={() => {
        showPanel(isBehaviorFile(file) ? 'behavior' : 'model');
        useWorkbench.getState().revealAt({ file, line: line ?? 1, column });
      }}
    >
      {file}
      {line !== undefined && `:${line}`}
    </button>
  );
}
