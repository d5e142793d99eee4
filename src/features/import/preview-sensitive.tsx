import { number, plural } from '../../app/format.ts';
import { useWorkbench } from '../../app/store.ts';
import type { Preview } from '../../core/formats/preview.ts';
import { reasonsToHold } from '../../core/hold/found.ts';
import { TableHead } from '../../ui/table-head.tsx';

const SHOWN = 20;

/** Secrets and personal data in the sample that the workspace's model does not permit, before anything is stored. */
export function PreviewSensitive({ preview: { sensitive = [], complete } }: { readonly preview: Preview }) {
  const model = useWorkbench((s) => s.model);
  const reasons = reasonsToHold(sensitive, model);
  if (reasons.length === 0) return undefined;
  const values = reasons.reduce((sum, { count }) => sum + count, 0);
  return (
    <details className="notice import-sensitive" data-severity="warning" open>
      <summary>
        <strong>{plural(values, 'value')}</strong> in {complete ? 'the records look' : 'the sample look'} like secrets
        or personal data
      </summary>
      <p>
        Nothing is stored yet. Once imported, the journal is on hold and you decide: keep it, keep a masked copy, or
        erase it.
      </p>
      <table className="plain">
        <TableHead titles={['Found', 'Where', 'Values', 'Looks like']} />
        <tbody>
          {reasons.slice(0, SHOWN).map(({ group, kind, path, count, example }) => (
            <tr key={`${path} ${kind}`} data-path={path} data-kind={kind}>
              <td className={group === 'secret' ? 'sev-error' : 'sev-warning'}>{kind}</td>
              <td className="mono">{path}</td>
              <td>{number(count)}</td>
              <td className="mono">{example}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {reasons.length > SHOWN && <p className="muted">And {plural(reasons.length - SHOWN, 'more place')}.</p>}
    </details>
  );
}
