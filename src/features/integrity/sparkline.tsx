import { formatMicros } from '../../core/record/time.ts';

const HEIGHT = 36;
const WIDTH = 6;

interface SparklineProps {
  readonly bins: readonly number[];
  readonly records: readonly number[];
  readonly fromMicros: number;
  readonly toMicros: number;
  readonly title: string;
}

/** Findings over the journal's time, above a faint picture of its records. A single finding is still seen. */
export function Sparkline({ bins, records, fromMicros, toMicros, title }: SparklineProps) {
  const most = Math.max(1, ...bins);
  const from = formatMicros(fromMicros) ?? '';
  const to = formatMicros(toMicros) ?? '';
  return (
    <figure className="integrity-chart">
      <svg
        role="img"
        aria-label={`${title} over time, at most ${most} in a sixtieth of it`}
        viewBox={`0 0 ${bins.length * WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        <path className="integrity-records" d={bars(records)} />
        <path className="integrity-findings" d={bars(bins)} />
      </svg>
      <figcaption className="muted">
        <span>{from}</span>
        <span>{to}</span>
      </figcaption>
    </figure>
  );
}

function bars(counts: readonly number[]): string {
  const most = Math.max(1, ...counts);
  return counts
    .map((n, i) =>
      n === 0 ? '' : `M${i * WIDTH} ${HEIGHT}v${-Math.max(3, (n / most) * HEIGHT)}h${WIDTH - 1}V${HEIGHT}z`,
    )
    .join('');
}
