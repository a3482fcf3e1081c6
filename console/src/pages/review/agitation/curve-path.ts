import type { Agitation } from '#contract';

type Point = Agitation['curves'][number]['points'][number];
export type Side = Point['speaker'];

export const WIDTH = 1000;
export const HEIGHT = 40;

/** The highest point of a speaker; undefined when nothing was measured. */
export function highest(curves: Agitation['curves'], side: Side): Point | undefined {
  return curves.flatMap(({ points }) => points.filter(({ speaker }) => speaker === side)).reduce<Point | undefined>((most, point) => (most === undefined || point.value > most.value ? point : most), undefined);
}

/** A line through the ends of the windows, one for each conversation, in a field of 1000 by 40. */
export function curvePath(curves: Agitation['curves'], side: Side, seconds: number): string {
  const x = (at: number): string => ((Math.min(at, seconds) / Math.max(seconds, 0.001)) * WIDTH).toFixed(1);
  const y = (value: number): string => ((1 - value) * (HEIGHT - 4) + 2).toFixed(1);
  return curves
    .map(({ points }) => points.filter(({ speaker }) => speaker === side))
    .filter((points) => points.length > 0)
    .map((points) => points.map(({ from, to, value }, i) => (i === 0 ? `M${x(from)},${y(value)} L${x(to)},${y(value)}` : `L${x(to)},${y(value)}`)).join(' '))
    .join(' ');
}
