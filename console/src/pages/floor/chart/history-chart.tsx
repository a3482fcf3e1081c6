import { type ReactNode, useEffect, useRef, useState } from 'react';
import { localeOf, useText } from '../../../i18n/use-text.ts';
import { createStore, useStore } from '../../../parts/store.ts';
import { useSettings } from '../../../settings/settings.ts';
import { formatShare } from '../../../time/format.ts';
import { messages } from '../messages.ts';
import type { Figures } from '../model/figures.ts';
import type { HistoryDrawing } from './draw-chart.ts';
import { addSample, type Sample } from './history.ts';

/** Waiting and service level since the page was opened; in words for those who do not see it. */
export function HistoryChart({ figures, at }: { readonly figures: Figures; readonly at: number }): ReactNode {
  const text = useText(messages);
  const { language, theme } = useSettings();
  const history = useHistory(figures, at);
  const place = useRef<HTMLDivElement>(null);
  const drawing = useDrawing(place);
  useEffect(() => {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string): string => style.getPropertyValue(`--hw-${name}`).trim();
    drawing?.show(history, at, {
      locale: localeOf(language),
      text: colour('quiet'),
      line: colour('line'),
      waiting: colour('link'),
      level: colour('text'),
      names: { waiting: text('waiting'), level: text('level') },
    });
  }, [drawing, history, at, language, theme, text]);
  const level = figures.serviceLevel === undefined ? '–' : formatShare(figures.serviceLevel, language);
  return (
    <figure className="panel floor-history" aria-label={text('history')}>
      <figcaption className="quiet">
        {text('history')}: <b className="waiting">━</b> {text('waiting')} <b>┅</b> {text('level')}
      </figcaption>
      <div ref={place} className="chart" aria-hidden="true" />
      <p className="hidden-text">{text('historyNow', { waiting: figures.waiting, level })}</p>
    </figure>
  );
}

function useHistory(figures: Figures, at: number): readonly Sample[] {
  const [history] = useState(() => createStore<readonly Sample[]>([]));
  const { waiting, serviceLevel } = figures;
  useEffect(() => {
    history.set((past) => addSample(past, { at, waiting, ...(serviceLevel === undefined ? {} : { serviceLevel }) }));
  }, [history, at, waiting, serviceLevel]);
  return useStore(history);
}

function useDrawing(place: { readonly current: HTMLElement | null }): HistoryDrawing | undefined {
  const [drawing, setDrawing] = useState<HistoryDrawing>();
  useEffect(() => {
    let made: HistoryDrawing | undefined;
    let gone = false;
    import('./draw-chart.ts').then(
      ({ drawChart }) => {
        if (gone || !place.current) return;
        made = drawChart(place.current);
        setDrawing(made);
      },
      // Without the chart the numbers still say everything.
      () => undefined,
    );
    return () => {
      gone = true;
      made?.close();
    };
  }, [place]);
  return drawing;
}
