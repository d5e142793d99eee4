/** Which states would come out differently if part of the journal were not kept. */
import { useState } from 'react';
import { AnswerView, useAnswer } from '../../app/answer.tsx';
import { useAsking } from '../../app/asking.ts';
import { number, plural } from '../../app/format.ts';
import type { RetentionAnswer } from '../../core/prove/retention.ts';
import { parseRetention } from '../../core/prove/retention-rules.ts';
import type { JournalInfo } from '../../workers/journal/journal.protocol.ts';
import { ProofList } from './proof-list.tsx';

const RULES = [
  { kind: 'age', title: 'Keep only the last days', hint: '90d' },
  { kind: 'last', title: 'Keep only the last so many records', hint: '1000' },
  { kind: 'from', title: 'Keep nothing before a slot', hint: '5000' },
  { kind: 'erase', title: 'Erase a subject', hint: 'order/o-1' },
  { kind: 'mask', title: 'Mask a field', hint: 'payload.email' },
] as const;

export function Retention({ journal }: { readonly journal: JournalInfo }) {
  const asking = useAsking();
  const [kind, setKind] = useState<(typeof RULES)[number]['kind']>('age');
  const [value, setValue] = useState('');
  const answering = useAnswer<RetentionAnswer>();
  const rule = RULES.find((one) => one.kind === kind) ?? RULES[0];
  return (
    <section aria-label="Retention">
      <h3>What if not all of it were kept?</h3>
      <form
        className="prove-form"
        onSubmit={(event) => {
          event.preventDefault();
          answering.run((options) =>
            asking.ask({ ask: 'retain', rules: [parseRetention(`${kind}:${value.trim()}`)] }, options),
          );
        }}
      >
        <select
          className="select"
          aria-label="Rule of retention"
          value={kind}
          onChange={(event) => setKind(RULES.find((one) => one.kind === event.target.value)?.kind ?? 'age')}
        >
          {RULES.map((one) => (
            <option key={one.kind} value={one.kind}>
              {one.title}
            </option>
          ))}
        </select>
        <input
          className="input"
          aria-label="Of the rule"
          placeholder={rule.hint}
          value={value}
          required
          onChange={(event) => setValue(event.target.value)}
        />
        <button type="submit" className="btn">
          Try it
        </button>
      </form>
      <AnswerView answering={answering} doing={`Folding ${plural(journal.records, 'record')} three times`}>
        {({ proofs, records, gaps_total, starts_total, error }) => (
          <>
            {error && (
              <p className="notice" data-severity="warning">
                {error.message}
              </p>
            )}
            <p role="status">
              {plural(records.kept, 'record')} of {number(records.all)} would be kept
              {records.masked > 0 ? `, ${number(records.masked)} of them masked` : ''}; {plural(gaps_total, 'new gap')},{' '}
              {plural(starts_total, 'sequence')} would begin late. The journal itself is not touched.
            </p>
            <ProofList proofs={proofs} />
          </>
        )}
      </AnswerView>
    </section>
  );
}
