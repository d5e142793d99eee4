/** Proofs with their evidence in words. */
import { number, plural } from '../../app/format.ts';
import { PlaceLink } from '../../app/place-link.tsx';
import { useWorkbench } from '../../app/store.ts';
import { type Standing, standingOf } from '../../core/judged.ts';
import type { Cause, Divergence, Proof } from '../../core/prove/prove.types.ts';
import type { Change } from '../../core/replay/changes.ts';
import { Changes } from '../../ui/changes/changes.tsx';

const MEANS: Readonly<Record<Proof['name'], string>> = {
  deterministic: 'the same states each time',
  rebuild: 'rebuilt = kept up',
  pure: 'touches nothing but its state',
  retention: 'comes out the same without what is taken away',
};

const SHOWN_AS: Readonly<
  Record<Standing, { readonly sign: string; readonly className: string; readonly rank: number }>
> = {
  fails: { sign: '●', className: 'sev-error', rank: 0 },
  'not tried': { sign: '–', className: 'muted', rank: 1 },
  holds: { sign: '✓', className: 'sev-ok', rank: 2 },
};
const saysOf = (proof: Proof): string => {
  const standing = standingOf(proof);
  if (standing === 'holds') return MEANS[proof.name];
  return standing === 'fails' ? 'fails' : `not tried, ${proof.not_tried ?? ''}`;
};

export function ProofList({ proofs }: { readonly proofs: readonly Proof[] }) {
  const sorted = [...proofs].sort((a, b) => SHOWN_AS[standingOf(a)].rank - SHOWN_AS[standingOf(b)].rank);
  return (
    <ul className="prove-list" aria-label="What was proved">
      {sorted.map((proof) => (
        <li key={`${proof.name} ${proof.target}`} data-standing={standingOf(proof)}>
          <span className={SHOWN_AS[standingOf(proof)].className}>{SHOWN_AS[standingOf(proof)].sign}</span>{' '}
          <b>{proof.target.replace('/', ' ')}</b> {proof.name}: {saysOf(proof)}{' '}
          {proof.clauses.map((clause) => (
            <span key={clause} className="chip">
              {clause}
            </span>
          ))}
          {standingOf(proof) === 'fails' && <Evidence proof={proof} />}
        </li>
      ))}
    </ul>
  );
}

interface Checkpoint {
  readonly slot: number;
  readonly rows: number;
  readonly enough: boolean;
  readonly note?: string;
}
interface Lost {
  readonly key: string;
  readonly changes: readonly Change[];
  readonly gone?: true;
  readonly because?: { readonly slot: number; readonly type: string };
}

function Evidence({ proof: { evidence } }: { readonly proof: Proof }) {
  const causes = [
    ...(evidence['cause'] ? [evidence['cause'] as Cause] : []),
    ...((evidence['reaches'] ?? []) as readonly Cause[]),
  ];
  const divergence = evidence['divergence'] as Divergence | undefined;
  const second = evidence['secondRealm'] as { readonly differsAt: number } | undefined;
  const checkpoint = evidence['checkpoint'] as Checkpoint | undefined;
  const changed = (evidence['changed'] ?? []) as readonly Lost[];
  return (
    <div className="prove-evidence">
      {causes.map(({ kind, says, handler, at }) => (
        <p key={`${kind} ${handler} ${says}`}>
          <b>{kind}</b> in <code>{handler}</code>: {says} {at && <PlaceLink {...at} />}
        </p>
      ))}
      {divergence && (
        <p>
          First at <Slot slot={divergence.slot} />, record {divergence.record}, {divergence.key}, when run{' '}
          {divergence.run}
          {divergence.checkpoint === undefined ? '' : ` at slot ${number(divergence.checkpoint)}`}:
        </p>
      )}
      {divergence && <Changes changes={divergence.changes} label="From the first run to this one" />}
      {second && (
        <p>
          A second realm came to other states at <Slot slot={second.differsAt} />.
        </p>
      )}
      {changed.slice(0, 20).map(({ key, changes, gone, because }) => (
        <div key={key}>
          <b>{key}</b> {gone ? 'is gone' : 'changes'}
          {because && (
            <>
              , because {because.type} at <Slot slot={because.slot} /> is missing or masked
            </>
          )}
          <Changes changes={gone ? [] : changes} label={`Changes of ${key}`} />
        </div>
      ))}
      {typeof evidence['changed_total'] === 'number' && evidence['changed_total'] > 20 && (
        <p className="muted">The first 20 of {number(evidence['changed_total'])}.</p>
      )}
      {checkpoint && (
        <p>
          A checkpoint of {plural(checkpoint.rows, 'row')} after <Slot slot={checkpoint.slot} /> would have to be kept
          {checkpoint.enough ? '.' : ', and would not be enough.'} {checkpoint.note}
        </p>
      )}
    </div>
  );
}

function Slot({ slot }: { readonly slot: number }) {
  return (
    <button type="button" className="btn-link" onClick={() => useWorkbench.getState().setSlot(slot)}>
      slot {number(slot)}
    </button>
  );
}
