/** Deterministic, pure, rebuilt as it was kept: each fold, projection and upcaster, with what speaks against it; and the certificate. */
import { AnswerView, useAnswer } from '../../app/answer.tsx';
import { ground, startRealm } from '../../app/asking.ts';
import { isModelFile } from '../../app/checking.ts';
import { number, plural } from '../../app/format.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import { download } from '../../app/workspace-files.ts';
import { isNothingTried, type Standing, standingOf } from '../../core/judged.ts';
import { certificateOf } from '../../core/prove/certificate.ts';
import { firstDifference, withSecondRealm } from '../../core/prove/chain-run.ts';
import type { Proof, Proved } from '../../core/prove/prove.types.ts';
import type { ReplayError } from '../../core/replay/view.ts';
import { type AskOptions, RealmEnded } from '../../sandbox/protocol.ts';
import type { JournalInfo } from '../../workers/journal/journal.protocol.ts';
import { ProofList } from './proof-list.tsx';

interface Found {
  readonly proofs: readonly Proof[];
  /** Undefined where the behavior could not be run to the end. */
  readonly whole?: {
    readonly proved: Proved;
    readonly hash: string;
    /** The first slot at which a second realm came to other states. */
    readonly differsAt: number | undefined;
  };
  readonly error?: ReplayError;
}

export function Proofs({ journal }: { readonly journal: JournalInfo }) {
  const answering = useAnswer<Found>();
  return (
    <section aria-label="Proofs">
      <div className="prove-head">
        <h3>Can one rely on it?</h3>
        <button
          type="button"
          className="btn btn-primary"
          onClick={() => answering.run((options) => prove(journal, options))}
        >
          Prove
        </button>
      </div>
      {answering.answer.phase === 'none' && (
        <p className="muted">
          Deterministic: the same states in fresh realms, from the start and from every checkpoint. Rebuild = live: a
          projection built anew equals the one kept up record by record. Pure: a record is unchanged after a handler saw
          it, and nothing outside was reached for.
        </p>
      )}
      <AnswerView answering={answering} doing={`Running ${plural(journal.records, 'record')} several times`}>
        {(found) => <Result found={found} journal={journal} />}
      </AnswerView>
    </section>
  );
}

async function prove(journal: JournalInfo, { signal, onProgress }: Required<AskOptions>): Promise<Found> {
  const on = ground();
  if (!on) throw new Error('There is no behavior to prove.');
  // What shows where a call stands reads the code, which needs its parser.
  const { refusedProofs, withPlaces } = await import('../../core/prove/places.ts');
  const within = async <T,>(work: (service: Awaited<ReturnType<typeof startRealm>>['service']) => Promise<T>) => {
    const { service } = await startRealm(on);
    try {
      return await work(service);
    } finally {
      service.stop();
    }
  };
  try {
    const { proved, hash } = await within(async (service) => ({
      proved: await service.ask({ ask: 'prove' }, { signal, onProgress: (part) => onProgress(0.8 * part) }),
      hash: (await service.result(journal.records)).hash,
    }));
    const second = await within((service) =>
      service.ask({ ask: 'chain' }, { signal, onProgress: (part) => onProgress(0.8 + 0.2 * part) }),
    );
    const differsAt = firstDifference(proved.chain, second);
    return {
      proofs: withPlaces(withSecondRealm(proved.proofs, differsAt), on.files),
      whole: { proved, hash, differsAt },
      ...(proved.error && { error: proved.error }),
    };
  } catch (error) {
    if (!(error instanceof RealmEnded)) throw error;
    const proofs = refusedProofs(error.detail, on.files);
    return { proofs, error: error.detail };
  }
}

function Result({
  found: { proofs, whole, error },
  journal,
}: {
  readonly found: Found;
  readonly journal: JournalInfo;
}) {
  const { journals } = useServices();
  const count = (standing: Standing) => proofs.filter((proof) => standingOf(proof) === standing).length;
  const [failed, untried] = [count('fails'), count('not tried')];
  const save = async () => {
    const { workspace } = useWorkbench.getState();
    const on = ground();
    if (!whole || !on) return;
    const certificate = certificateOf({
      journal: await journals.head({ id: journal.id }),
      models: on.model ? (workspace?.files.filter(({ path }) => isModelFile(path)) ?? []) : [],
      behavior: on.files,
      proved: whole.proved,
      proofs,
      statesHash: whole.hash,
      secondRealm: whole.differsAt === undefined ? 'same chain' : `differs at slot ${whole.differsAt}`,
      retain: [],
    });
    const text = `${JSON.stringify({ ...certificate, evidence: proofs }, null, 2)}\n`;
    download(`${journal.name}.certificate.json`, new Blob([text], { type: 'application/json' }));
  };
  return (
    <>
      {error && (
        <p className="notice" data-severity="error" role="alert">
          {error.slot === undefined ? '' : `Only up to slot ${number(error.slot)}: `}
          {error.message}
        </p>
      )}
      <p role="status">
        {failed > 0 || error
          ? `${number(failed)} of ${plural(proofs.length, 'proof')} fail.`
          : untried === 0
            ? `All ${number(proofs.length)} proofs hold over ${plural(journal.records, 'record')}.`
            : `${number(proofs.length - untried)} of ${plural(proofs.length, 'proof')} hold over ${plural(journal.records, 'record')}.`}
        {untried > 0 && ` ${number(untried)} ${untried === 1 ? 'was' : 'were'} not tried.`}
        {whole &&
          ` ${plural(whole.proved.ran.calls, 'call')} of handlers in ${plural(whole.proved.ran.realms + 1, 'realm')}.`}
      </p>
      {!error && isNothingTried(proofs) && (
        <p className="notice" data-severity="warning">
          Nothing was tried: no record of this journal is heard by a handler. Is it the journal that this behavior was
          written for, and are the types and subject types written alike?
        </p>
      )}
      <ProofList proofs={proofs} />
      {whole && (
        <p className="prove-save">
          <button type="button" className="btn" onClick={() => save().catch(report)}>
            Save the certificate
          </button>{' '}
          <span className="muted">
            The hashes of journal, model, behavior and states, and what was run: whoever has the files can repeat it by
            <code>factline prove</code>.
          </span>
        </p>
      )}
    </>
  );
}
