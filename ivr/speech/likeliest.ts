import { CLOSE, type SpeechMatch } from './match-speech.ts';

type Sure = Extract<SpeechMatch, { sure: number }>;

/**
 * What was meant, when recognisers of several languages heard the same sound: the surest choice, else the surest digits. Unsure when
 * two say different things and are about as sure; what one of them merely suspects does not speak against another that is sure.
 */
export function likeliest(matches: readonly SpeechMatch[]): SpeechMatch {
  for (const kind of ['choice', 'digits'] as const) {
    const [best, ...others] = matches.filter((match): match is Sure => match.kind === kind).toSorted((a, b) => b.sure - a.sure);
    if (!best) continue;
    const rival = others.find((other) => said(other) !== said(best) && best.sure - other.sure < CLOSE);
    return rival ? { kind: 'unsure', keys: kind === 'choice' ? [said(best), said(rival)] : [] } : best;
  }
  const keys = [...new Set(matches.flatMap((match) => (match.kind === 'unsure' ? match.keys : [])))];
  return matches.some(({ kind }) => kind === 'unsure') ? { kind: 'unsure', keys } : { kind: 'no-match' };
}

const said = (match: Sure): string => (match.kind === 'choice' ? match.key : match.digits);
