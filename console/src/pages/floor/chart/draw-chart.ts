import { LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use as register } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { Sample } from './history.ts';

register([LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

export interface ChartLook {
  readonly locale: string;
  readonly text: string;
  readonly line: string;
  readonly waiting: string;
  readonly level: string;
  readonly names: { readonly waiting: string; readonly level: string };
}

export interface HistoryDrawing {
  /** `until`: the latest figures still hold, epoch ms. */
  show(history: readonly Sample[], until: number, look: ChartLook): void;
  close(): void;
}

/** Draws into an element and follows its size. In a file of its own: ECharts is loaded after the numbers are there. */
export function drawChart(element: HTMLElement): HistoryDrawing {
  const chart = init(element, undefined, { renderer: 'canvas' });
  const size = new ResizeObserver(() => chart.resize());
  size.observe(element);
  return {
    show: (history, until, look) => draw(chart, history, until, look),
    close() {
      size.disconnect();
      chart.dispose();
    },
  };
}

/** The time shown at least, ms: a page just opened begins at the left, not with a line across. */
const LEAST = 5 * 60_000;

function draw(chart: EChartsType, past: readonly Sample[], until: number, look: ChartLook): void {
  const last = past.at(-1);
  const history = last && last.at < until ? [...past, { ...last, at: until }] : past;
  const first = past[0]?.at ?? until;
  const label = { color: look.text, fontSize: 11 };
  const time = (at: number): string => new Intl.DateTimeFormat(look.locale, { hour: '2-digit', minute: '2-digit' }).format(at);
  chart.setOption({
    animation: false,
    textStyle: { color: look.text },
    grid: { left: 28, right: 40, top: 8, bottom: 20 },
    tooltip: { trigger: 'axis', confine: true },
    xAxis: { type: 'time', min: first, max: Math.max(until, first + LEAST), axisLabel: { ...label, hideOverlap: true, formatter: time }, axisLine: { lineStyle: { color: look.line } }, splitNumber: 3 },
    yAxis: [
      { type: 'value', minInterval: 1, min: 0, splitNumber: 2, axisLabel: label, splitLine: { lineStyle: { color: look.line } } },
      { type: 'value', min: 0, max: 100, interval: 50, axisLabel: { ...label, formatter: '{value} %' }, splitLine: { show: false } },
    ],
    series: [
      { name: look.names.waiting, type: 'line', step: 'end', showSymbol: false, color: look.waiting, areaStyle: { opacity: 0.15 }, data: history.map(({ at, waiting }) => [at, waiting]) },
      {
        name: `${look.names.level} (%)`,
        type: 'line',
        yAxisIndex: 1,
        showSymbol: false,
        color: look.level,
        lineStyle: { type: 'dashed', width: 1.5 },
        data: history.map(({ at, serviceLevel }) => [at, serviceLevel === undefined ? null : Math.round(serviceLevel * 100)]),
      },
    ],
  });
}
