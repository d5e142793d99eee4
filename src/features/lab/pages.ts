/** The pages about faults. */
import { type FaultPage, readPage } from '../../core/faults/page.ts';
import type { Verdict } from '../../core/faults/verdict.ts';

export interface ShownPage extends FaultPage {
  readonly id: string;
}

const texts = import.meta.glob<string>('../../core/faults/pages/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const IN_TURN = [
  'duplicates',
  'reordering',
  'loss',
  'crash',
  'redelivery',
  'unknown-version',
  'failing-effect',
  'poison',
  'two-instances',
  'slow',
  'outage',
  'two-transports',
];

export const PAGES: readonly ShownPage[] = Object.entries(texts)
  .map(([path, text]) => ({ id: path.replace(/^.*\/|\.md$/g, ''), ...readPage(text) }))
  .sort((a, b) => IN_TURN.indexOf(a.id) - IN_TURN.indexOf(b.id));

const kindOf = (target: string) => target.split('/')[0];

/** The page about what a verdict says. */
export const pageOf = ({ target, property }: Pick<Verdict, 'target' | 'property'>): ShownPage | undefined =>
  PAGES.find((page) => page.property === property && kindOf(page.target) === kindOf(target)) ??
  PAGES.find((page) => page.property === property);
