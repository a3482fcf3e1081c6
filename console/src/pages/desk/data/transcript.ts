import type { FloorAlert, LiveNews, LiveWord, Transcript } from '#contract';

/** One turn of one speaker. Times are s on the call's audio clock. */
export interface Line {
  readonly id: string;
  readonly speaker: 'caller' | 'agent';
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Still being recognised: words may change. */
  readonly partial: boolean;
  readonly alerts: readonly FloorAlert[];
}

export interface Lines {
  /** By start. */
  readonly lines: readonly Line[];
  /** Alerts whose sentence has not arrived yet. */
  readonly waiting: readonly FloorAlert[];
}

export const noLines: Lines = { lines: [], waiting: [] };

/** What was said so far joins what was heard meanwhile; a final text never gives way to an older one. */
export function withTranscript(state: Lines, transcript: Transcript): Lines {
  const known = new Map(state.lines.map((line) => [line.id, line]));
  for (const turn of transcript.turns) {
    const line = lineOf(turn.speaker, turn.turn, turn.words, false);
    if (line !== undefined) known.set(line.id, { ...line, alerts: known.get(line.id)?.alerts ?? [] });
  }
  const lines = [...known.values()].sort(byStart);
  return transcript.alerts.reduce(withAlert, placed({ lines, waiting: state.waiting }));
}

export function withNews(state: Lines, news: readonly LiveNews[]): Lines {
  return news.reduce((now, each) => {
    if (each.type === 'call-alert') return withAlert(now, each.alert);
    if (each.type !== 'words') return now;
    const line = lineOf(each.speaker, each.turn, each.words, each.kind === 'partial');
    return line === undefined ? now : placed(withLine(now, line));
  }, state);
}

function withLine(state: Lines, line: Line): Lines {
  // New words belong to one of the last turns: look from the end.
  const at = state.lines.findLastIndex((each) => each.id === line.id);
  const before = state.lines[at];
  if (before === undefined) return { ...state, lines: [...state.lines, line].sort(byStart) };
  if (line.partial && !before.partial) return state;
  return { ...state, lines: state.lines.with(at, { ...line, alerts: before.alerts }) };
}

/** To the last sentence that began before the alert, of its speaker when words caused it; acknowledged ones replace their earlier self. */
function withAlert(state: Lines, alert: FloorAlert): Lines {
  const known = state.lines.findIndex((line) => line.alerts.some((each) => each.id === alert.id));
  const at = known !== -1 ? known : state.lines.findLastIndex((line) => line.start <= alert.audioAt + 0.05 && line.speaker === (alert.speaker ?? line.speaker));
  const line = state.lines[at];
  if (line === undefined) return { ...state, waiting: [...state.waiting.filter((each) => each.id !== alert.id), alert] };
  const alerts = [...line.alerts.filter((each) => each.id !== alert.id), alert];
  return { ...state, lines: state.lines.with(at, { ...line, alerts }) };
}

function placed(state: Lines): Lines {
  return state.waiting.length === 0 ? state : state.waiting.reduce(withAlert, { lines: state.lines, waiting: [] });
}

function lineOf(speaker: 'caller' | 'agent', turn: number, words: readonly LiveWord[], partial: boolean): Line | undefined {
  const first = words[0];
  const last = words.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return { id: `${speaker}/${turn}`, speaker, start: first.start, end: last.end, text: joined(words), partial, alerts: [] };
}

const CLOSE = /[\p{Script=Han}，。？！\d%‰]/u;

/** As people read it: figures and punctuation where there are, spaces between words, but not between Chinese ones. */
export function joined(words: readonly Pick<LiveWord, 'text' | 'written'>[]): string {
  const shown = words.map(({ text, written }) => written ?? text).filter((text) => text !== '');
  return shown.reduce((text, word) => text + (text === '' || close(text, word) ? '' : ' ') + word, '');
}

/** Chinese stands close to Chinese, and figures to it. */
function close(before: string, after: string): boolean {
  const [one, other] = [CLOSE.exec(before.at(-1) ?? '')?.[0], CLOSE.exec(after.charAt(0))?.[0]];
  return one !== undefined && other !== undefined && !(/[\d%‰]/u.test(one) && /[\d%‰]/u.test(other));
}

function byStart(a: Line, b: Line): number {
  return a.start - b.start || (a.id < b.id ? -1 : 1);
}
