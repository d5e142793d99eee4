/** What a dry run says: the order, and the findings that come and go, with the first records of each. */
import { number, plural } from '../../app/format.ts';
import { report } from '../../app/toast.ts';
import { showRecord } from '../../app/workspace.ts';
import type { AxisFinding } from '../../core/journal/axis/dry-run.ts';
import type { MergeExample, MergeOutlook } from '../../workers/journal/journal.protocol.ts';

const TITLES: Readonly<Record<AxisFinding, string>> = {
  gap: 'Gaps',
  start: 'Late starts',
  duplicate: 'Duplicates',
  'out-of-order': 'Out of order',
  skew: 'Clock skew',
  late: 'Late',
  orphan: 'Causes missing',
  backwards: 'Effects before their cause',
};

interface OutlookProps {
  readonly outlook: MergeOutlook;
  readonly hasOffset: boolean;
}

export function Outlook({ outlook, hasOffset }: OutlookProps) {
  const { records, changesOver, moved, movedExamples, changes } = outlook;
  const shown = changes.filter(({ apart, together }) => apart + together > 0);
  return (
    <section aria-label="Dry run" className="merge-outlook">
      <p role="status">
        {plural(records, 'record')} on one axis; it goes over from one journal to another {plural(changesOver, 'time')}.{' '}
        {hasOffset
          ? `The offsets put ${plural(moved, 'record')} elsewhere than the clocks as they are.`
          : 'No clock has an offset.'}
      </p>
      {movedExamples.length > 0 && <Examples examples={movedExamples} title="First records that move" />}
      {shown.length === 0 ? (
        <p>No findings, neither in the journals by themselves nor together.</p>
      ) : (
        <table className="plain merge-changes">
          <thead>
            <tr>
              <th>Finding</th>
              <th>Apart</th>
              <th>Together</th>
              <th>Appear</th>
              <th>Vanish</th>
              <th>First ones</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ kind, apart, together, appear, vanish, examples }) => (
              <tr key={kind}>
                <th scope="row">{TITLES[kind]}</th>
                <td>{number(apart)}</td>
                <td>{number(together)}</td>
                <td className={appear > 0 ? 'sev-warning' : ''}>{number(appear)}</td>
                <td>{number(vanish)}</td>
                <td>{examples.length > 0 && <Examples examples={examples} title={TITLES[kind]} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Examples({ examples, title }: { readonly examples: readonly MergeExample[]; readonly title: string }) {
  const go = ({ journal, row }: MergeExample) => showRecord(journal, row);
  return (
    <ul className="merge-examples" aria-label={title}>
      {examples.map((example) => (
        <li key={`${example.what} ${example.journal} ${example.row}`}>
          {example.what}:{' '}
          <button type="button" className="btn-link" onClick={() => void go(example).catch(report)}>
            {example.type} {example.subject === '' ? example.id : example.subject}, {example.name} line{' '}
            {number(example.line)}
          </button>
        </li>
      ))}
    </ul>
  );
}
