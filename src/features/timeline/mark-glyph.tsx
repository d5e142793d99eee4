/** The shapes of the worker's glyphs.ts, for the legend and the lists. */
import { MARK_KINDS, type MarkKind } from '../../core/journal/lanes.ts';
import { MARK_TOKENS } from './palette.ts';

const PATHS: Readonly<Record<MarkKind, string>> = {
  gap: 'M1 1h4.5v10H1zM6.5 1H11v10H6.5zM3.3 3.3h5.4v5.4H3.3z',
  duplicate: 'M1 2h10v3H1zM1 7h10v3H1z',
  'out-of-order': 'M1 6L11 1V11z',
  skew: 'M6 1L11 6L6 11L1 6z',
  late: 'M6 1.5a4.5 4.5 0 1 0 .01 0z',
};

export function MarkGlyph({ kind }: { readonly kind: MarkKind }) {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path d={PATHS[kind]} fillRule="evenodd" fill={`var(${MARK_TOKENS[MARK_KINDS.indexOf(kind)] ?? '--fg'})`} />
    </svg>
  );
}
