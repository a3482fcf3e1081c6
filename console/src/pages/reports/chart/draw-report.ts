import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use as register } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { formatDuration } from '../../../time/format.ts';

register([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export interface Drawing {
  readonly categories: readonly string[];
  readonly bars: readonly { readonly name: string; readonly colour: string; readonly data: readonly number[] }[];
  readonly barsAre: 'counts' | 'seconds';
  readonly joined: boolean;
  /** Shares 0–1. */
  readonly line?: { readonly name: string; readonly data: readonly (number | undefined)[] };
  readonly look: { readonly text: string; readonly line: string; readonly strong: string; readonly surface: string };
}

export interface ReportDrawing {
  show(drawing: Drawing): void;
  close(): void;
}

/** Draws into an element and follows its size. In a file of its own: ECharts is loaded after the figures are there. */
export function drawReport(element: HTMLElement): ReportDrawing {
  const chart = init(element, undefined, { renderer: 'canvas' });
  const size = new ResizeObserver(() => chart.resize());
  size.observe(element);
  return {
    show: (drawing) => draw(chart, drawing),
    close() {
      size.disconnect();
      chart.dispose();
    },
  };
}

/** Steps of an axis of time that people count in, s. */
const STEPS = [10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400];

/** Three or four lines across the highest bar. */
function stepsOf(bars: Drawing['bars']): { readonly interval: number; readonly max: number } {
  const highest = Math.max(1, ...(bars[0]?.data ?? []).map((_, index) => bars.reduce((sum, { data }) => sum + (data[index] ?? 0), 0)));
  const interval = STEPS.find((step) => highest / step <= 4) ?? highest / 4;
  return { interval, max: Math.ceil(highest / interval) * interval };
}

/** With more bars than these, labels would cover each other. */
const FEW = 12;

function draw(chart: EChartsType, { categories, bars, barsAre, joined, line, look }: Drawing): void {
  const label = { color: look.text, fontSize: 11 };
  const told = (value: number): string => (barsAre === 'seconds' ? formatDuration(value) : String(value));
  chart.setOption(
    {
      animation: false,
      textStyle: { color: look.text },
      grid: { left: 52, right: line ? 46 : 16, top: 32, bottom: 24 },
      legend: { type: 'scroll', pageIconColor: look.text, pageTextStyle: { color: look.text }, top: 0, left: 0, itemHeight: 10, itemWidth: 14, textStyle: { color: look.text, fontSize: 12 } },
      tooltip: { trigger: 'axis', confine: true, axisPointer: { type: 'shadow' }, backgroundColor: look.surface, textStyle: { color: look.strong } },
      xAxis: { type: 'category', data: [...categories], axisLabel: { ...label, hideOverlap: true, ...(categories.length <= FEW ? { interval: 0, width: 90, overflow: 'truncate' } : {}) }, axisLine: { lineStyle: { color: look.line } } },
      yAxis: [
        { type: 'value', min: 0, minInterval: 1, splitNumber: 3, ...(barsAre === 'seconds' ? stepsOf(bars) : {}), axisLabel: { ...label, formatter: told }, splitLine: { lineStyle: { color: look.line } } },
        ...(line ? [{ type: 'value', min: 0, max: 100, interval: 50, axisLabel: { ...label, formatter: '{value} %' }, splitLine: { show: false } }] : []),
      ],
      series: [
        ...bars.map(({ name, colour, data }) => ({ name, type: 'bar', stack: 'all', color: colour, barMaxWidth: 36, itemStyle: { borderColor: look.surface, borderWidth: 0.5 }, data: [...data], tooltip: { valueFormatter: (value: unknown) => told(Number(value)) } })),
        ...(line
          ? [{ name: line.name, type: 'line', yAxisIndex: 1, color: look.strong, symbol: 'circle', symbolSize: 6, lineStyle: { type: 'dashed', width: joined ? 1.5 : 0 }, connectNulls: false, data: line.data.map((share) => (share === undefined ? null : Math.round(share * 1000) / 10)), tooltip: { valueFormatter: (value: unknown) => (value === null || value === undefined ? '–' : `${String(value)} %`) } }]
          : []),
      ],
    },
    { notMerge: true },
  );
}
