import type { Deviation, Own } from './replay/deviation.ts';

/** Timer E (RFC 3261 §17.1.2.2) from 0.5 s, doubling up to 4 s, for 32 s: ms after the first copy. */
const TIMER_E = [500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500];
/** Timer A (RFC 3261 §17.1.1.2) doubles without a ceiling. */
const TIMER_A = [500, 1500, 3500, 7500, 15_500, 31_500];

const copies = (repeats: number, after: number, sentAt: number, timer: readonly number[]): Own[] =>
  timer.map((ms) => ({ after, repeats, at: sentAt + ms }));

/** Where our server does better than the recorded one on purpose; sections are those of the protocol's specification in docs. */
export const deviations: readonly Deviation[] = [
  {
    recording: '03',
    without: [80, 86, 87, 88],
    reason: 'A request whose CSeq is lower than one already seen is refused (RFC 3261 §12.2.2) instead of passed to the app',
    instead: [{ after: 79, answers: 79, with: '500 Server Internal Error' }],
  },
  {
    recording: '03',
    without: [105],
    reason: 'A request with a To tag and no dialog gets 481, whether or not an app takes that method',
    instead: [{ after: 104, answers: 104, with: '481 Call/Transaction Does Not Exist' }],
  },
];
void copies;
