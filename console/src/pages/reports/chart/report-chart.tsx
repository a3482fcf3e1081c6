import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { useSettings } from '../../../settings/settings.ts';
import { messages } from '../messages.ts';
import type { Drawing, ReportDrawing } from './draw-report.ts';
import type { ChartFacts } from './chart-facts.ts';

/** The picture of the table's rows; in words for those who do not see it: the table itself. */
export function ReportChart({ facts }: { readonly facts: ChartFacts }): ReactNode {
  const text = useText(messages);
  const { theme } = useSettings();
  const place = useRef<HTMLDivElement>(null);
  const drawing = useDrawing(place);
  useEffect(() => {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string): string => `${style.getPropertyValue(`--hw-${name.replace(' soft', '')}`).trim()}${name.endsWith(' soft') ? '80' : ''}`;
    const { line, ...rest } = facts;
    const drawn: Drawing = {
      ...rest,
      bars: facts.bars.map(({ name, colour: token, data }) => ({ name: text(name), colour: colour(token), data })),
      ...(line ? { line: { name: text(line.name), data: line.data } } : {}),
      look: { text: colour('quiet'), line: colour('line'), strong: colour('text'), surface: colour('surface') },
    };
    drawing?.show(drawn);
  }, [drawing, facts, theme, text]);
  return (
    <figure className="panel report-chart" aria-label={text('chartOf', { name: text(facts.title) })}>
      <figcaption className="hidden-text">{text('chartOf', { name: text(facts.title) })}</figcaption>
      <div ref={place} className="report-canvas" aria-hidden="true" />
    </figure>
  );
}

function useDrawing(place: { readonly current: HTMLElement | null }): ReportDrawing | undefined {
  const [drawing, setDrawing] = useState<ReportDrawing>();
  useEffect(() => {
    let made: ReportDrawing | undefined;
    let gone = false;
    import('./draw-report.ts').then(
      ({ drawReport }) => {
        if (gone || !place.current) return;
        made = drawReport(place.current);
        setDrawing(made);
      },
      // Without the chart the table still says everything.
      () => undefined,
    );
    return () => {
      gone = true;
      made?.close();
    };
  }, [place]);
  return drawing;
}
