import type { CountedSurvey, SatisfactionRow } from '#contract';
import type { Language } from '../../settings/settings.ts';
import { formatCount, formatShare } from '../../time/format.ts';

/** What a figure counts, and how it is written. */
export interface ShownFigure {
  readonly word: 'csat' | 'nps' | 'fcr' | 'responseRate' | 'averageScore' | 'resolved' | 'low';
  readonly value: string;
  /** Opens to these; absent where nothing was counted. */
  readonly counts?: CountedSurvey;
}

const NOTHING = '–';

/** A row in the order of the table; a figure of nothing is a dash, never 0 %. */
export function shownFigures(row: SatisfactionRow, language: Language): readonly ShownFigure[] {
  const { csat, nps, fcr, responseRate, averageScore, resolved, low, scored } = row;
  const share = (value: number | undefined) => (value === undefined ? NOTHING : formatShare(value, language));
  const figure = (word: ShownFigure['word'], value: string, counts: CountedSurvey, some: boolean): ShownFigure => ({ word, value, ...(some ? { counts } : {}) });
  return [
    figure('csat', share(csat), 'satisfied', row.satisfied > 0),
    figure('averageScore', averageScore === undefined ? NOTHING : averageScore.toFixed(1), 'answered', scored > 0),
    figure('low', scored === 0 ? NOTHING : formatCount(low, language), 'low', low > 0),
    figure('nps', nps === undefined ? NOTHING : formatCount(Math.round(nps), language), 'detractor', row.detractors > 0),
    figure('responseRate', share(responseRate), 'answered', row.answered > 0),
    figure('resolved', formatCount(resolved, language), 'resolved', resolved > 0),
    figure('fcr', share(fcr), 'not-first-contact', resolved > row.firstContact),
  ];
}
