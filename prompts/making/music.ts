import { SAMPLE_RATE } from '#core';
import { levelled } from './finish.ts';
import type { Sound } from './wav.ts';

/** Twelve bars of 2.5 s (96 beats a minute, four beats): 30 s, then from the beginning. */
const BAR_SECONDS = 2.5;
const MUSIC_DB = -24;

/** Bass note and chord of each bar, and the tune over it (eighths; 0 = rest), as MIDI note numbers. */
const BARS: readonly { bass: number; chord: readonly number[]; tune: readonly number[] }[] = [
  { bass: 48, chord: [60, 64, 67, 71], tune: [76, 0, 0, 79, 0, 0, 74, 0] },
  { bass: 45, chord: [60, 64, 67, 69], tune: [72, 0, 0, 0, 0, 0, 0, 0] },
  { bass: 53, chord: [57, 60, 64, 65], tune: [0, 0, 69, 0, 72, 0, 0, 76] },
  { bass: 43, chord: [59, 62, 64, 67], tune: [74, 0, 0, 0, 0, 0, 0, 0] },
  { bass: 52, chord: [59, 62, 64, 67], tune: [71, 0, 0, 74, 0, 0, 79, 0] },
  { bass: 45, chord: [57, 60, 64, 67], tune: [76, 0, 0, 0, 0, 0, 72, 0] },
  { bass: 50, chord: [57, 60, 62, 65], tune: [0, 0, 77, 0, 76, 0, 0, 69] },
  { bass: 43, chord: [59, 62, 65, 67], tune: [74, 0, 0, 0, 0, 0, 0, 0] },
  { bass: 53, chord: [57, 60, 64, 67], tune: [81, 0, 0, 79, 0, 0, 76, 0] },
  { bass: 52, chord: [59, 62, 64, 67], tune: [74, 0, 0, 0, 0, 0, 71, 0] },
  { bass: 50, chord: [57, 60, 62, 65], tune: [72, 0, 0, 69, 0, 0, 65, 0] },
  { bass: 43, chord: [60, 62, 65, 67], tune: [67, 0, 0, 0, 0, 0, 74, 0] },
];

/** The order in which the notes of a chord are plucked in eighths: up and down. */
const PLUCKS = [0, 1, 2, 3, 2, 3, 1, 2];

interface Note {
  readonly midi: number;
  readonly at: number;
  readonly seconds: number;
  readonly attack: number;
  readonly level: number;
  /** Levels of the harmonics, the first being the note itself; all stay under 3.4 kHz. */
  readonly harmonics: readonly number[];
}

/** Music on hold, composed for this project. The end of every note rings on at the beginning, so that the loop has no seam. */
export function music(): Sound {
  const dry = new Float64Array(BARS.length * BAR_SECONDS * SAMPLE_RATE);
  BARS.forEach((bar, i) => notesOf(bar, i * BAR_SECONDS).forEach((note) => addNote(dry, note)));
  return { rate: SAMPLE_RATE, samples: levelled(withEcho(dry), SAMPLE_RATE, MUSIC_DB) };
}

function notesOf({ bass, chord, tune }: (typeof BARS)[number], at: number): Note[] {
  const eighth = BAR_SECONDS / 8;
  const pad = { attack: 0.6, harmonics: [1, 0.25, 0.08] };
  const pluck = { attack: 0.012, harmonics: [1, 0.3, 0.12, 0.04] };
  return [
    { ...pad, midi: bass, at, seconds: 3.4, level: 0.5 },
    ...chord.map((midi) => ({ ...pad, midi, at, seconds: 3.4, level: 0.22 })),
    ...PLUCKS.map((index, i) => ({ ...pluck, midi: (chord[index] ?? 60) + 12, at: at + i * eighth, seconds: 1.6, level: 0.2 })),
    ...tune.flatMap((midi, i) => (midi === 0 ? [] : [{ ...pluck, midi, at: at + i * eighth, seconds: 2.2, level: 0.36 }])),
  ];
}

function addNote(out: Float64Array, { midi, at, seconds, attack, level, harmonics }: Note): void {
  const hertz = 440 * 2 ** ((midi - 69) / 12);
  const start = Math.round(at * SAMPLE_RATE);
  const length = Math.round(seconds * SAMPLE_RATE);
  for (let i = 0; i < length; i += 1) {
    const t = i / SAMPLE_RATE;
    const rise = t < attack ? Math.sin((Math.PI / 2) * (t / attack)) ** 2 : 1;
    const fall = Math.cos((Math.PI / 2) * (i / length)) ** 2;
    const ring = attack < 0.1 ? Math.exp(-2.2 * t) : 1;
    const wave = harmonics.reduce((sum, share, n) => sum + share * Math.sin(2 * Math.PI * hertz * (n + 1) * t), 0);
    const slot = (start + i) % out.length;
    out[slot] = (out[slot] ?? 0) + level * rise * fall * ring * wave;
  }
}

/** Three softer repetitions, a dotted eighth apart, round the loop. */
function withEcho(dry: Float64Array): Float64Array {
  const apart = Math.round((BAR_SECONDS / 8) * 1.5 * SAMPLE_RATE);
  const echoAt = (i: number, n: number) => dry[(i - n * apart + dry.length) % dry.length] ?? 0;
  return dry.map((value, i) => value + 0.3 * echoAt(i, 1) + 0.14 * echoAt(i, 2) + 0.06 * echoAt(i, 3));
}
