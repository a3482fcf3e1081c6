import type { Transcript } from '#contract';

/** A private note takes so many characters. */
const MOST = 20_000;

/** What was said, as notes: who, and their words, a line each turn; as many notes as it needs. */
export function transcriptNotes({ turns }: Transcript, { title, caller, agent }: { readonly title: string; readonly caller: string; readonly agent: string }): string[] {
  const lines = turns.map(({ speaker, words }) => ({ who: speaker === 'caller' ? caller : agent, said: saidOf(words) })).filter(({ said }) => said !== '').map(({ who, said }) => `${who}: ${said}`);
  const notes: string[] = [];
  let note = title;
  for (const line of lines) {
    if (note.length + 1 + line.length > MOST) {
      notes.push(note);
      note = title;
    }
    note += `\n${line.slice(0, MOST - title.length - 1)}`;
  }
  return lines.length === 0 ? [] : [...notes, note];
}

const HAN = /\p{Script=Han}/u;

/** Words with spaces between them, but none between Chinese ones. */
function saidOf(words: Transcript['turns'][number]['words']): string {
  let said = '';
  for (const word of words) {
    const text = word.written ?? word.text;
    if (text === '') continue;
    const gap = said === '' || HAN.test(said.at(-1) ?? '') || HAN.test([...text][0] ?? '') ? '' : ' ';
    said += `${gap}${text}`;
  }
  return said;
}
