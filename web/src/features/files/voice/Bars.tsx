interface BarsProps {
  /** From 0 to 1. */
  bars: readonly number[];
  /** The part that is behind, from 0 to 1. */
  done: number;
  className: string | undefined;
  doneClassName: string | undefined;
}

const [step, width, height] = [3, 2, 30];
const lowest = 3;

/** The shape of a sound. */
export function Bars({ bars, done, className, doneClassName }: BarsProps) {
  const passed = Math.round(done * bars.length);
  return (
    <svg aria-hidden="true" preserveAspectRatio="none" viewBox={`0 0 ${bars.length * step} ${height}`}>
      <path className={className} d={outline(bars, passed, bars.length)} />
      <path className={doneClassName} d={outline(bars, 0, passed)} />
    </svg>
  );
}

function outline(bars: readonly number[], from: number, to: number): string {
  return bars
    .slice(from, to)
    .map((bar, index) => {
      const tall = Math.max(lowest, bar * height);
      return `M${(from + index) * step} ${((height - tall) / 2).toFixed(1)}h${width}v${tall.toFixed(1)}h-${width}z`;
    })
    .join('');
}
