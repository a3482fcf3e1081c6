import { type Counted, type FigureKey, LOW, SATISFIED, SETTLED_DAYS, type SatisfactionFigures, type Survey, type SurveyCounts } from './model.ts';

const DAY_MS = 86_400_000;
/** NPS as Reichheld has it: 9 and 10 promote, 0 to 6 detract. */
export const PROMOTER = 9;
export const DETRACTOR = 6;

/** Solved at the first contact: the customer wrote once, it was resolved once, and stayed so for the days of `SETTLED_DAYS`. */
export const isFirstContact = ({ kind, first, contacts, at, reopenedAt }: Survey): boolean =>
  kind === 'ticket' && first && contacts === 0 && (reopenedAt === undefined || reopenedAt > at + SETTLED_DAYS * DAY_MS);

const asked = ({ askedAt }: Survey) => askedAt !== undefined;

/** Whether a figure counts it. */
export const COUNTS: Readonly<Record<Counted, (survey: Survey) => boolean>> = {
  resolved: ({ kind }) => kind === 'ticket',
  'first-contact': isFirstContact,
  'not-first-contact': (survey) => survey.kind === 'ticket' && !isFirstContact(survey),
  asked,
  answered: (survey) => asked(survey) && survey.answeredAt !== undefined,
  unanswered: (survey) => asked(survey) && survey.answeredAt === undefined,
  satisfied: ({ score }) => score !== undefined && score >= SATISFIED,
  low: ({ score }) => score !== undefined && score < LOW,
  promoter: ({ nps }) => nps !== undefined && nps >= PROMOTER,
  detractor: ({ nps }) => nps !== undefined && nps <= DETRACTOR,
};

/** The figures of what was counted. */
export function figuresOf({ scoreSum, ...counts }: SurveyCounts): SatisfactionFigures {
  const { resolved, firstContact, asked: all, answered, scored, satisfied, npsAnswers, promoters, detractors } = counts;
  return {
    ...counts,
    ...maybe('fcr', share(firstContact, resolved)),
    ...maybe('responseRate', share(answered, all)),
    ...maybe('csat', share(satisfied, scored)),
    ...maybe('averageScore', share(scoreSum, scored)),
    ...maybe('nps', npsAnswers === 0 ? undefined : Math.round(((promoters - detractors) / npsAnswers) * 1_000) / 10),
  };
}

const share = (part: number, whole: number) => (whole === 0 ? undefined : Math.round((part / whole) * 10_000) / 10_000);
const maybe = (key: string, value: number | undefined) => (value === undefined ? {} : { [key]: value });

/** Counts in memory; twin of the statement in store/satisfaction. */
export function countSurveys(surveys: readonly Survey[], by: FigureKey, dayOf: (at: number) => string): readonly SurveyCounts[] {
  const groups = Map.groupBy(surveys, (survey) => (by === 'total' ? undefined : by === 'day' ? dayOf(survey.at) : survey[by]));
  const all = by === 'total' && groups.size === 0 ? [[undefined, [] as Survey[]] as const] : [...groups];
  return all.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)).map(([key, group]) => {
    const count = (what: Counted) => group.filter(COUNTS[what]).length;
    const scores = group.flatMap(({ score }) => score ?? []);
    return {
      ...(key === undefined ? {} : { key }),
      resolved: count('resolved'), firstContact: count('first-contact'), asked: count('asked'), answered: count('answered'),
      scored: scores.length, scoreSum: scores.reduce((sum, score) => sum + score, 0), satisfied: count('satisfied'), low: count('low'),
      npsAnswers: group.filter(({ nps }) => nps !== undefined).length, promoters: count('promoter'), detractors: count('detractor'),
    };
  });
}
