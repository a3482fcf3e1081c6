import type { Agitation } from '#contract';

type Point = Agitation['curves'][number]['points'][number];
export type Side = Point['speaker'];

export const WIDTH = 1000;
export const HEIGHT = 52;

/** The highest point of a speaker; undefined when nothing was measured. */
export function highest(curves: Agitation['curves'], side: Side): Point | undefined {
  return curves.flatMap(({ points }) => points.filter(({ speaker }) => speaker === side)).reduce<Point | undefined>((most, point) => (most === undefined || point.value > most.value ? point : most), undefined);
}

interface Spot {
  readonly x: string;
  readonly y: string;
}

/** A line through the ends of the windows, one for each conversation, in a field of 1000 by 52. */
export function curvePath(curves: Agitation['curves'], side: Side, seconds: number): string {
  return linesOf(curves, side, seconds).map((spots) => spots.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x},${y}`).join(' ')).join(' ');
}

/** What lies between the line and the bottom. */
export function areaPath(curves: Agitation['curves'], side: Side, seconds: number): string {
  return linesOf(curves, side, seconds)
    .map((spots) => `M${spots[0]?.x},${HEIGHT} ${spots.map(({ x, y }) => `L${x},${y}`).join(' ')} L${spots.at(-1)?.x},${HEIGHT} Z`)
    .join(' ');
}

function linesOf(curves: Agitation['curves'], side: Side, seconds: number): Spot[][] {
  const x = (at: number): string => ((Math.min(at, seconds) / Math.max(seconds, 0.001)) * WIDTH).toFixed(1);
  const y = (value: number): string => ((1 - value) * (HEIGHT - 4) + 2).toFixed(1);
  return curves
    .map(({ points }) => points.filter(({ speaker }) => speaker === side))
    .filter((points) => points.length > 0)
    .map((points) => points.flatMap(({ from, to, value }, i) => [...(i === 0 ? [{ x: x(from), y: y(value) }] : []), { x: x(to), y: y(value) }]));
}
