/** Two lines that tell of one thing are one proposal: what is said in the one and not in the other. */
import { type Proposal, sectionOf } from './proposal.ts';

const isGuess = ({ why }: Proposal) => why.startsWith('a guess');
const isBare = ({ fields, keys, description }: Proposal) =>
  fields.length === 0 && Object.keys(keys).length === 0 && description === undefined;

/** Undefined where they contradict each other: a person looks at both. */
function joined(a: Proposal, b: Proposal): Proposal | undefined {
  const same = (x: unknown, y: unknown) => JSON.stringify(x) === JSON.stringify(y);
  if (a.kind !== b.kind && !isGuess(a) && !isGuess(b) && !isBare(a) && !isBare(b)) return undefined;
  if (a.fields.length > 0 && b.fields.length > 0 && !same(a.fields, b.fields)) return undefined;
  if (Object.keys(b.keys).some((key) => key in a.keys && !same(a.keys[key], b.keys[key]))) return undefined;
  if (a.description !== undefined && b.description !== undefined && a.description !== b.description) return undefined;
  const sure = (isGuess(a) && !isGuess(b)) || (isBare(a) && !isBare(b)) ? b : a;
  const description = a.description ?? b.description;
  return {
    line: a.line,
    source: a.source,
    kind: sure.kind,
    choices: a.choices.filter((choice) => choice === sure.kind || b.choices.includes(choice)),
    why: isBare(b) || b.line === a.line ? sure.why : `${sure.why}; together with line ${b.line}`,
    name: a.name,
    ...(description !== undefined && { description }),
    fields: a.fields.length > 0 ? a.fields : b.fields,
    keys: { ...b.keys, ...a.keys },
  };
}

/** In the order of their lines. */
export function mergeProposals(proposals: readonly Proposal[]): readonly Proposal[] {
  const byName = new Map<string, Proposal[]>();
  for (const proposal of proposals.toSorted((a, b) => a.line - b.line)) {
    const id = `${sectionOf(proposal.kind)} ${proposal.name}`;
    const known = byName.get(id) ?? [];
    byName.set(id, known);
    const at = known.findIndex((one) => joined(one, proposal) !== undefined);
    const together = known[at] && joined(known[at], proposal);
    if (together) known[at] = together;
    else known.push(proposal);
  }
  return [...byName.values()].flat().sort((a, b) => a.line - b.line);
}
