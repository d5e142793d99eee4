/** A certificate of what was proved: anybody with the same files can run it again and must get the same hashes. */
import { standingOf } from '../judged.ts';
import { canonicalText } from '../record/canonical.ts';
import { NO_HASH } from '../record/chain.ts';
import { parseExact } from '../record/json.ts';
import type { ExactObject } from '../record/record.ts';
import { sha256Hex } from '../record/sha256.ts';
import type { BehaviorText } from '../rules/behavior/read.ts';
import type { Proof, Proved } from './prove.types.ts';

/** Raised with every change that could alter a state or a hash. */
export const ENGINE = { name: 'factline', version: '0.1.0', chain: 1 } as const;

export interface Certificate {
  readonly certificate: 1;
  readonly engine: typeof ENGINE;
  /** `head`: the last hash of the chain of contract §4 over the records in line order, as `seal` would write it. */
  readonly journal: JournalHead;
  readonly model?: { readonly files: readonly FileHash[] };
  readonly behavior: { readonly files: readonly FileHash[] };
  /** At the end: that of `factline replay`, and the chain of all steps with those at checkpoints. */
  readonly states: {
    readonly slot: number;
    readonly hash?: string;
    readonly chain: string;
    readonly at: readonly (readonly [slot: number, hash: string])[];
  };
  readonly ran: Proved['ran'] & { readonly secondRealm: string; readonly retain?: readonly string[] };
  /** `holds` only of what was tried. */
  readonly proofs: readonly Pick<Proof, 'name' | 'target' | 'holds' | 'not_tried' | 'clauses'>[];
  /** Of all above, without this line: canonical JSON, SHA-256. */
  readonly seal: string;
}
export interface JournalHead {
  readonly records: number;
  readonly head: string;
}
interface FileHash {
  readonly path: string;
  readonly sha256: string;
}

export interface Certified {
  /** See `journalHead`. */
  readonly journal: JournalHead;
  readonly models: readonly BehaviorText[];
  readonly behavior: readonly BehaviorText[];
  readonly proved: Proved;
  readonly proofs: readonly Proof[];
  readonly statesHash: string | undefined;
  readonly secondRealm: string;
  readonly retain: readonly string[];
}

export function certificateOf(input: Certified): Certificate {
  const { proved, proofs, retain } = input;
  const fileHash = ({ path, text }: BehaviorText): FileHash => ({ path, sha256: sha256Hex(text) });
  const body = {
    certificate: 1 as const,
    engine: ENGINE,
    journal: input.journal,
    ...(input.models.length > 0 && { model: { files: input.models.map(fileHash) } }),
    behavior: { files: input.behavior.map(fileHash) },
    states: {
      slot: proved.chain.slots,
      ...(input.statesHash !== undefined && { hash: input.statesHash }),
      chain: `sha256:${proved.chain.final}`,
      at: proved.chain.at,
    },
    ran: { ...proved.ran, secondRealm: input.secondRealm, ...(retain.length > 0 && { retain }) },
    proofs: proofs.map((proof) => ({
      name: proof.name,
      target: proof.target,
      holds: standingOf(proof) === 'holds',
      ...(proof.not_tried !== undefined && { not_tried: proof.not_tried }),
      clauses: proof.clauses,
    })),
  };
  return { ...body, seal: sealOf(body) };
}

const sealOf = (body: object): string => `sha256:${sha256Hex(canonicalText(JSON.parse(JSON.stringify(body))))}`;

/** Whether a certificate is as it was written. */
export function isSealed({ seal, ...body }: Certificate): boolean {
  return seal === sealOf(body);
}

/** Of the records' lines, in line order. */
export async function journalHead(lines: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<JournalHead> {
  let head = NO_HASH;
  let records = 0;
  for await (const line of lines) {
    const { hash: _h, prev_hash: _p, position: _q, ...covered } = parseExact(line) as ExactObject;
    head = sha256Hex(head + canonicalText(covered));
    records++;
  }
  return { records, head };
}
