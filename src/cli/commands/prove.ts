/** `factline prove`: what can be shown of a behavior over a journal, with its evidence (contract §6). */
import { writeFile } from 'node:fs/promises';
import { isNothingTried, type Standing, standingOf } from '../../core/judged.ts';
import { certificateOf, journalHead } from '../../core/prove/certificate.ts';
import { firstDifference, withSecondRealm } from '../../core/prove/chain-run.ts';
import { refusedProofs, withPlaces } from '../../core/prove/places.ts';
import type { Cause, ChainEvidence, Divergence, Proof, Proved } from '../../core/prove/prove.types.ts';
import type { RetentionAnswer } from '../../core/prove/retention.ts';
import { parseRetention, type RetentionRule } from '../../core/prove/retention-rules.ts';
import type { ReplayError } from '../../core/replay/view.ts';
import { startNodeReplay } from '../../sandbox/node.ts';
import { RealmEnded } from '../../sandbox/protocol.ts';
import { errorText } from '../behavior-input.ts';
import { type CliCommand, UsageError } from '../command.ts';
import { nothingTried } from '../nothing-tried.ts';
import { formatOf, refuse, textOf, textsOf } from '../options.ts';
import { REPLAY_OPTIONS, type ReplayInput, readReplayInput, sourceOf } from '../replay-input.ts';

interface Run {
  readonly proved: Proved;
  readonly retained: RetentionAnswer | undefined;
  readonly hash: string | undefined;
  /** The same chain in a realm of its own: `same`, or the first slot at which it differs. */
  readonly second: ChainEvidence;
}
type Ended = { readonly proofs: readonly Proof[]; readonly error: ReplayError };

/** Two workers, one after the other: what one could keep for the other is gone. */
async function run({ behavior, model, journal }: ReplayInput, rules: readonly RetentionRule[]): Promise<Run | Ended> {
  const source = sourceOf(journal);
  const within = async <T>(work: (session: Awaited<ReturnType<typeof startNodeReplay>>['session']) => Promise<T>) => {
    const { session, loaded, close } = await startNodeReplay(behavior, model, source);
    try {
      if (loaded.error) throw new RealmEnded(loaded.error);
      return await work(session);
    } finally {
      await close();
    }
  };
  try {
    const first = await within(async (session) => ({
      proved: await session.ask({ ask: 'prove' }),
      retained: rules.length > 0 ? await session.ask({ ask: 'retain', rules }) : undefined,
      hash: (await session.result(journal.columns.count)).hash,
    }));
    return { ...first, second: await within((session) => session.ask({ ask: 'chain' })) };
  } catch (error) {
    if (!(error instanceof RealmEnded)) throw error;
    return { proofs: refusedProofs(error.detail, behavior), error: error.detail };
  }
}

function rulesOf(texts: readonly string[], { journal }: ReplayInput): readonly RetentionRule[] {
  const rules = texts
    .flatMap((text) => text.split(/\s+\|\s+/))
    .map((text) => {
      try {
        return parseRetention(text);
      } catch (error) {
        throw new UsageError(error instanceof Error ? error.message : String(error));
      }
    });
  for (const rule of rules)
    if (rule.rule === 'erase' && !journal.columns.subjects.includes(rule.subject))
      throw new UsageError(
        `--retain erase:${rule.subject}: the journal has no subject of this name (it is written type/id)`,
      );
  return rules;
}

const SAYS: Readonly<Record<Standing, string>> = { holds: 'holds', fails: 'FAILS', 'not tried': 'not tried' };

function proofText(proof: Proof): readonly string[] {
  const { name, target, not_tried, evidence } = proof;
  const cause = evidence.cause as Cause | undefined;
  const divergence = evidence.divergence as Divergence | undefined;
  const reaches = (evidence.reaches ?? []) as readonly Cause[];
  const at = (place: Cause['at']) => (place ? ` (${place.file}:${place.line})` : '');
  const changed = evidence.changed_total as number | undefined;
  const checkpoint = evidence.checkpoint as { readonly slot: number; readonly enough: boolean } | undefined;
  return [
    `${SAYS[standingOf(proof)]}  ${name} ${target}${not_tried === undefined ? '' : `: ${not_tried}`}`,
    ...(divergence
      ? [`       first at slot ${divergence.slot}, record ${divergence.record}, ${divergence.key} (${divergence.run})`]
      : []),
    ...[...(cause ? [cause] : []), ...reaches].map(
      ({ kind, says, handler, at: place }) => `       ${kind} in ${handler}${at(place)}: ${says}`,
    ),
    ...(changed === undefined ? [] : [`       ${changed} of ${String(evidence.rows)} rows change`]),
    ...(checkpoint
      ? [
          `       a checkpoint at slot ${checkpoint.slot} would have to be kept${checkpoint.enough ? '' : ', and would not be enough'}`,
        ]
      : []),
  ];
}

export const prove: CliCommand = {
  name: 'prove',
  usage:
    'prove JOURNAL… --behavior B [--behavior …] [--model M] [--retain "age:90d | last:1000 | from:SLOT | erase:order/o-1 | mask:payload.email"] [--certificate F] [--from FORMAT] [--mapping F] [--format json|text]',
  summary: 'Whether behavior is deterministic and pure, rebuilds its views, and survives a retention; with evidence.',
  options: {
    ...REPLAY_OPTIONS,
    retain: { type: 'string', multiple: true },
    certificate: { type: 'string' },
  },
  async run({ positionals, values }, io) {
    const format = formatOf(values, ['json', 'text']);
    refuse(values, 'prove', {
      'fail-on': 'it finds no problems; it exits 1 where a proof does not hold, or nothing was tried',
    });
    const input = await readReplayInput(positionals, values, io);
    const retain = textsOf(values.retain);
    const rules = rulesOf(retain, input);
    const found = await run(input, rules);
    const { journal, behavior, models } = input;
    const all = 'second' in found ? [...found.proved.proofs, ...(found.retained?.proofs ?? [])] : found.proofs;
    const differsAt = 'second' in found ? firstDifference(found.proved.chain, found.second) : undefined;
    const proofs = withPlaces(withSecondRealm(all, differsAt), behavior);
    const error = 'second' in found ? (found.proved.error ?? found.retained?.error) : found.error;
    const certificate =
      'second' in found
        ? certificateOf({
            journal: await journalHead(linesOf(journal)),
            models,
            behavior,
            proved: found.proved,
            proofs,
            statesHash: found.hash,
            secondRealm: differsAt === undefined ? 'same chain' : `differs at slot ${differsAt}`,
            retain,
          })
        : undefined;
    const path = textOf(values.certificate);
    if (path !== undefined) {
      if (!certificate) io.err('no certificate: the behavior did not run to the end');
      else await writeFile(path, `${JSON.stringify({ ...certificate, evidence: proofs }, null, 2)}\n`);
    }
    const retention = 'second' in found && found.retained ? withoutProofs(found.retained) : undefined;
    if (format === 'json')
      io.out(
        JSON.stringify(
          { proofs, ...(retention && { retention }), ...(certificate && { certificate }), ...(error && { error }) },
          null,
          2,
        ),
      );
    else
      io.out(
        [
          ...proofs.flatMap(proofText),
          ...(retention
            ? [
                `retention: ${retention.records.kept} of ${retention.records.all} records kept, ${retention.gaps_total} new gaps`,
              ]
            : []),
          ...(error ? [`ended early by ${errorText(error)}`] : []),
          ...(certificate ? [`chain ${certificate.states.chain}`] : []),
        ].join('\n'),
      );
    if (error && format === 'json') io.err(errorText(error));
    const untried = !error && isNothingTried(proofs);
    if (untried) io.err(nothingTried(journal, behavior, input.model));
    return error || untried || proofs.some((proof) => standingOf(proof) === 'fails') ? 1 : 0;
  },
};

const withoutProofs = ({ proofs: _proofs, error: _error, ...rest }: RetentionAnswer) => rest;

function* linesOf({ columns, line }: ReplayInput['journal']): Iterable<Uint8Array> {
  for (let row = 0; row < columns.count; row++) yield line(row);
}
