import type { FlowInput, HeardOtherwise } from '../../model.ts';
import { likeliest } from '../../speech/likeliest.ts';
import { type HeardWord, type SpeechMatch, matchSpeech } from '../../speech/match-speech.ts';
import { type Draw, type Move, note, startTimer } from '../draw.ts';
import type { AskingNode, FlowState, Tries } from '../flow-state.ts';
import { type Answer, answer, complete } from './answer.ts';
import { type Prompting, type Waiting, carryOut, failedTry } from './ask.ts';
import { LONGEST_SPEECH_MS, grammarOf, listen, stopListening } from './listen.ts';
import { languagesOf } from './spoken-languages.ts';

type Heard = Extract<FlowInput, { type: 'heard' }>;

/** Words while the prompts play: fewer than `minWords` change nothing, more of them silence the prompts. */
export function heardWhileAsked(draw: Draw, state: FlowState, phase: Prompting, heard: Heard): Move {
  if (heard.words.length < (phase.node.speech?.minWords ?? 1)) return { state };
  draw.emit({ type: 'stop-play' });
  if (heard.kind === 'final') return understood(draw, state, phase, heard);
  return speakOn(draw, state, phase, '');
}

/** Words while the caller has time to answer. */
export function heardWhileWaiting(draw: Draw, state: FlowState, phase: Waiting, heard: Heard): Move {
  if (heard.kind === 'partial') return phase.speaking || heard.words.length === 0 ? { state } : speakOn(draw, state, phase, phase.digits);
  draw.emit({ type: 'cancel-timer' });
  return understood(draw, state, phase, heard);
}

/** No recogniser: keys alone count from now on. */
export function deaf(draw: Draw, state: FlowState, phase: Prompting | Waiting): Move {
  note(draw, state, 'no-recogniser');
  return { state: { ...state, deaf: true, phase: { ...phase, listen: undefined } } };
}

/** The caller has begun to speak: the time for the first key no longer counts. */
function speakOn(draw: Draw, state: FlowState, { node, tries, listen: heard }: Prompting | Waiting, digits: string): Move {
  const { id, state: after } = startTimer(draw, state, (node.speech?.endOfSpeechSeconds ?? 1) * 1000 + LONGEST_SPEECH_MS);
  return { state: { ...after, phase: { kind: 'waiting', node, timer: id, tries, listen: heard, digits, speaking: true } } };
}

function understood(draw: Draw, state: FlowState, phase: Prompting | Waiting, heard: Heard): Move {
  const { node, tries } = phase;
  stopListening(draw, phase.listen);
  const found = meant(draw, state, node, phase.kind === 'waiting' ? phase.digits : '', heard);
  if (found?.kind === 'more') return hearMore(draw, state, node, tries, found.digits);
  if (found && found.kind !== 'no-match') return carryOut(draw, state, node, tries, found);
  const unclear: Tries = { ...tries, noMatch: tries.noMatch + 1, unclear: tries.unclear + 1 };
  return failedTry(draw, state, node, unclear, 'noMatch');
}

/** A long number is spoken in groups: what is still missing may come. */
function hearMore(draw: Draw, state: FlowState, node: AskingNode, tries: Tries, digits: string): Move {
  const begun = listen(draw, state, node, tries.unclear);
  const seconds = node.type === 'gather' ? node.interDigitSeconds : node.firstDigitSeconds;
  const { id, state: after } = startTimer(draw, begun.state, seconds * 1000);
  return { state: { ...after, phase: { kind: 'waiting', node, timer: id, tries, listen: begun.listen, digits, speaking: false } } };
}

function matchOf(node: AskingNode, { language, words, confidence }: HeardOtherwise): SpeechMatch {
  const grammar = grammarOf(node, language);
  const spoken = words.map((text, i): HeardWord => ({ text, confidence: confidence?.[i] ?? 1 }));
  return grammar && words.length > 0 ? matchSpeech(spoken, grammar, language) : { kind: 'no-match' };
}

/** What the words mean at this question; the note tells how it was heard, never what. */
function meant(draw: Draw, state: FlowState, node: AskingNode, digits: string, heard: Heard): Answer | undefined {
  const [first = state.language] = languagesOf(node, state.language);
  const match = likeliest([{ ...heard, language: heard.language ?? first }, ...(heard.others ?? [])].map((one) => matchOf(node, one)));
  note(draw, state, 'speech', 'sure' in match ? { match: match.kind, sure: Math.round(match.sure * 100) / 100 } : { match: match.kind });
  if (match.kind === 'choice') return answer(draw, state, node, '', match.key);
  if (match.kind !== 'digits') return undefined;
  const all = digits + match.digits;
  if (node.type === 'gather') return all.length < node.min ? { kind: 'more', digits: all } : complete(draw, state, node, all);
  return match.digits.length === 1 ? answer(draw, state, node, '', match.digits) : undefined;
}
