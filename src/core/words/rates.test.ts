import { describe, expect, it } from 'vitest';
import { judge, type Verdict } from './tense.ts';
import { LABELLED, UNSEEN } from './testing/labelled.ts';

/** What a rule may complain of. */
const FAULTS: ReadonlySet<Verdict> = new Set(['imperative', 'present', 'future', 'state', 'provisional']);

function namesOf(labelled: typeof LABELLED) {
  return Object.entries(labelled).flatMap(([label, text]) =>
    text
      .split(/\s+/)
      .filter((name) => name !== '')
      .map((spelled) => spelled.replaceAll('·', ' '))
      .map((name) => ({ name, label, judgement: judge(name) })),
  );
}

const judged = namesOf(LABELLED);
const isFault = (label: string): boolean => [...FAULTS].some((fault) => fault === label);
const share = (part: readonly unknown[], whole: readonly unknown[]): string =>
  `${part.length} of ${whole.length} (${((100 * part.length) / whole.length).toFixed(1)} %)`;

describe('over hand-labelled names of others', () => {
  it('holds at least 250 names, each once', () => {
    expect(judged.length).toBeGreaterThanOrEqual(250);
    expect(new Set(judged.map(({ name }) => name)).size).toBe(judged.length);
  });

  it('accuses at most 1 % of the innocent', () => {
    const innocent = judged.filter(({ label }) => !isFault(label));
    const accused = innocent.filter(({ judgement }) => FAULTS.has(judgement.verdict));
    console.info(`false accusations: ${share(accused, innocent)}`, accused.map(({ name }) => name).join(', '));
    expect(accused.length / innocent.length).toBeLessThanOrEqual(0.01);
  });

  it('misses at most 5 % of the faulty', () => {
    const faulty = judged.filter(({ label }) => isFault(label));
    const missed = faulty.filter(({ judgement }) => !FAULTS.has(judgement.verdict));
    console.info(`missed faults: ${share(missed, faulty)}`, missed.map(({ name }) => name).join(', '));
    expect(missed.length / faulty.length).toBeLessThanOrEqual(0.05);
  });

  it('fails to see the past in at most 5 % of the past names', () => {
    const past = judged.filter(({ label }) => label === 'past' || label === 'request');
    const missed = past.filter(({ judgement }) => !judgement.past);
    console.info(`past not seen: ${share(missed, past)}`, missed.map(({ name }) => name).join(', '));
    expect(missed.length / past.length).toBeLessThanOrEqual(0.05);
  });

  it('gives the very verdict of the label in at least 95 %', () => {
    const other = judged.filter(({ label, judgement }) => label !== judgement.verdict);
    console.info(
      `other verdict: ${share(other, judged)}`,
      other.map(({ name, label, judgement }) => `${name}: ${label}, judged ${judgement.verdict}`).join('; '),
    );
    expect(other.length / judged.length).toBeLessThanOrEqual(0.05);
  });
});

describe('over names that the word lists were not made for', () => {
  const unseen = namesOf(UNSEEN);

  it('accuses none of the innocent and sees the past in nearly all', () => {
    const innocent = unseen.filter(({ label }) => !isFault(label));
    const accused = innocent.filter(({ judgement }) => FAULTS.has(judgement.verdict));
    const past = unseen.filter(({ label }) => label === 'past' || label === 'request');
    const missed = past.filter(({ judgement }) => !judgement.past);
    const faulty = unseen.filter(({ label }) => isFault(label));
    const spared = faulty.filter(({ judgement }) => !FAULTS.has(judgement.verdict));
    console.info(
      `unseen: false accusations ${share(accused, innocent)}, past not seen ${share(missed, past)},`,
      `missed faults ${share(spared, faulty)}: ${spared.map(({ name }) => name).join(', ')}`,
    );
    expect(accused).toEqual([]);
    expect(missed.length / past.length).toBeLessThanOrEqual(0.05);
  });
});
