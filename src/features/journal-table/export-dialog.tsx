/** The journal, the filter's records or the selected one as a file of another format. What that cannot carry is shown before it is saved. */
import { useState } from 'react';
import { bytes, number, plural } from '../../app/format.ts';
import { Dialog } from '../../app/palette.tsx';
import { useWorkbench } from '../../app/store.ts';
import { download } from '../../app/workspace-files.ts';
import type { NotCarried } from '../../core/formats/writers/writer.ts';
import { WRITERS, writerOf } from '../../core/formats/writers/writers.ts';
import type { RowQuery } from '../../core/journal/query.types.ts';
import { TableHead } from '../../ui/table-head.tsx';
import type { JournalInfo } from '../../workers/journal/journal.protocol.ts';
import { filterText } from './filter-text.ts';
import { type Conversion, type Part, useConversion } from './use-conversion.ts';

const LISTED = 200;

interface ExportDialogProps {
  readonly journal: JournalInfo;
  readonly query: RowQuery;
  /** How many records pass the filter; undefined where there is none, or it is still searching. */
  readonly found: number | undefined;
  readonly filtered: boolean;
  readonly onClose: () => void;
}

export function ExportDialog({ journal, query, found, filtered, onClose }: ExportDialogProps) {
  const row = useWorkbench((s) => s.row);
  const [format, setFormat] = useState('factline');
  const [part, setPart] = useState<Part>(filtered ? 'filter' : 'all');
  const conversion = useConversion({ id: journal.id, format, part, query, row });
  const chosen = writerOf(format);
  const plain = journal.name.replace(/\.(?:ndjson|jsonl|json|csv|tsv)(?:\.gz)?$/i, '');
  const name = `${plain}${part === 'filter' ? '-filtered' : part === 'record' ? '-record' : ''}.${chosen?.extension ?? 'txt'}`;
  const parts: readonly (readonly [Part, string, boolean])[] = [
    ['all', `All ${plural(journal.records, 'record')}`, true],
    ['filter', found === undefined ? "The filter's records" : `The filter's ${plural(found, 'record')}`, filtered],
    ['record', 'The selected record', row !== undefined],
  ];
  const save = () => {
    if (conversion.state !== 'done') return;
    download(name, conversion.converted.blob);
    onClose();
  };
  return (
    <Dialog label={`Export ${journal.name}`} className="export" onClose={onClose}>
      <h2>Export {journal.name}</h2>
      <fieldset className="export-parts">
        <legend>What</legend>
        {parts.map(([id, title, offered]) => (
          <label key={id} className={offered ? undefined : 'muted'}>
            <input
              type="radio"
              name="export-part"
              checked={part === id}
              disabled={!offered}
              onChange={() => setPart(id)}
            />
            {title}
          </label>
        ))}
      </fieldset>
      {filtered && <p className="muted export-filter">The filter: {filterText(query).join('; ')}</p>}
      <label className="export-format">
        <span>Format</span>
        <select className="select" value={format} onChange={(event) => setFormat(event.target.value)}>
          {WRITERS.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <p className="muted">{chosen?.says} Records stand in file order.</p>
      <Outcome conversion={conversion} />
      <div className="dialog-buttons">
        <button type="button" className="btn" onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          className="btn btn-primary export-save"
          disabled={conversion.state !== 'done' || conversion.converted.records === 0}
          title={name}
          onClick={save}
        >
          Save {name}
        </button>
      </div>
    </Dialog>
  );
}

function Outcome({ conversion }: { readonly conversion: Conversion }) {
  if (conversion.state === 'failed')
    return (
      <p className="notice" data-severity="error" role="alert">
        It could not be written: {conversion.why}
      </p>
    );
  if (conversion.state === 'writing') {
    const { progress } = conversion;
    return (
      <div className="export-outcome">
        <p role="status">
          {progress ? `Writing: ${number(progress.records)} of ${plural(progress.total, 'record')}` : 'Writing…'}
        </p>
        <progress aria-label="Written" value={progress?.records ?? 0} max={Math.max(1, progress?.total ?? 1)} />
      </div>
    );
  }
  const { blob, records: written, notCarried } = conversion.converted;
  return (
    <div className="export-outcome">
      <p role="status">
        {plural(written, 'record')}, {bytes(blob.size)}.{' '}
        {notCarried.length === 0
          ? 'Everything is carried.'
          : `${notCarried.length === 1 ? 'One thing is' : `${number(notCarried.length)} things are`} not carried, or not as it was:`}
      </p>
      {notCarried.length > 0 && <Lost notCarried={notCarried} />}
    </div>
  );
}

function Lost({ notCarried }: { readonly notCarried: readonly NotCarried[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
    <section className="export-lost" aria-label="What is not carried" tabIndex={0}>
      <table className="plain">
        <TableHead titles={['Field', 'What becomes of it', 'How often', 'First line']} />
        <tbody>
          {notCarried.slice(0, LISTED).map(({ field, what, count, line }) => (
            <tr key={`${field} ${what}`}>
              <td className="mono">{field}</td>
              <td>{what}</td>
              <td>{field.startsWith('header.') ? '' : number(count)}</td>
              <td>{line === undefined ? '' : number(line)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {notCarried.length > LISTED && <p className="muted">And {number(notCarried.length - LISTED)} more.</p>}
    </section>
  );
}
