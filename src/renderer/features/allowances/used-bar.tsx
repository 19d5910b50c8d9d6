import type { AllowanceDoc } from '../../../contract/allowances.ts';
import { drawn } from './quantity.ts';

const WIDTH = 120;

/** Used of the limit as a bar, with a tick where the period will end at this pace. The figures stand beside it. */
export function UsedBar({ allowance }: { readonly allowance: AllowanceDoc }) {
  const limit = drawn(allowance.limit);
  if (allowance.limit === null || limit <= 0) return null;
  const used = drawn(allowance.used);
  const projected = allowance.projected ? drawn(allowance.projected) : null;
  const top = Math.max(limit, used, Math.min(projected ?? 0, limit * 2));
  const place = (value: number): number => Math.min(1, Math.max(0, value / top)) * WIDTH;
  const isOver = used > limit;
  return (
    <svg width={WIDTH} height="14" aria-hidden="true" style={{ verticalAlign: 'middle' }}>
      <rect x="0" y="4" width={WIDTH} height="6" rx="3" fill="var(--line)" />
      <rect
        x="0"
        y="4"
        width={place(used)}
        height="6"
        rx="3"
        fill={isOver ? 'var(--no)' : 'var(--bar-2)'}
      />
      <line
        x1={Math.min(WIDTH - 1, place(limit))}
        x2={Math.min(WIDTH - 1, place(limit))}
        y1="1"
        y2="13"
        stroke="var(--ink)"
        strokeWidth="2"
      />
      {projected !== null && projected > used && (
        <circle cx={Math.min(WIDTH - 3, place(projected))} cy="7" r="2.6" fill="var(--dim)" />
      )}
    </svg>
  );
}
