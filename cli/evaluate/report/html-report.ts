import type { Step } from '#transcription';
import type { CliLanguage, Words } from '../../words.ts';
import type { Evaluation, Judged } from '../evaluation.ts';
import { conditions, figureRows, share, speedLine } from './terminal-report.ts';

/** One file that needs nothing else: no script, no font, no address. Light and dark, and readable without colours. */
const STYLE = `
:root { color-scheme: light dark; --line: #8886; --said: #b42318; --heard: #1a7f37; }
@media (prefers-color-scheme: dark) { :root { --said: #ff8f85; --heard: #7ee787; } }
body { font: 15px/1.6 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; } .wide { overflow-x: auto; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .7rem; text-align: end; white-space: nowrap; } th:first-child, td:first-child { text-align: start; }
article { border-top: 1px solid var(--line); padding: .6rem 0; } h3 { font-size: 1rem; margin: 0; font-weight: 600; } h3 small { font-weight: 400; }
p.text { margin: .2rem 0; overflow-wrap: anywhere; } del { color: var(--said); } ins { color: var(--heard); text-decoration: underline; }
ul { padding-inline-start: 1.2rem; }
`;

export function htmlReport(evaluation: Evaluation, words: Words, language: CliLanguage): string {
  const title = words('Speech recognition: evaluation', '语音识别评测');
  const [head = [], ...rows] = figureRows(evaluation.figures, words);
  const byErrors = evaluation.judged.toSorted((a, b) => rateOf(b) - rateOf(a));
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en-US'}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${STYLE}</style>
<h1>${title}</h1>
<ul>${[...conditions(evaluation, words), new Date(evaluation.at).toISOString()].map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>
<div class="wide"><table>
<tr>${head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('')}</tr>
${rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('\n')}
</table></div>
<p>${escaped(speedLine(evaluation, words))}</p>
<h2>${words('Recordings, most errors first', '录音(错误最多的在前)')}</h2>
<p>${words('<del>said and not heard</del> <ins>heard and not said</ins>', '<del>说了但未识别</del> <ins>识别出但没有说</ins>')}</p>
${byErrors.map((one) => article(one, words)).join('\n')}
</html>
`;
}

const rateOf = ({ entry, wordErrors, characterErrors }: Judged) => (entry.language === 'zh' ? characterErrors.rate : wordErrors.rate);

function article(one: Judged, words: Words): string {
  const { entry, steps, heard, seconds, lostPackets } = one;
  const facts = [`${entry.language === 'zh' ? 'CER' : 'WER'} ${share(rateOf(one))}`, `${seconds.toFixed(1)} s`, ...(lostPackets > 0 ? [words(`${lostPackets} packets lost`, `丢 ${lostPackets} 包`)] : []), ...heard.troubles];
  return `<article><h3>${escaped(entry.file)} <small>${escaped(facts.join(' · '))}</small></h3><p class="text" lang="${entry.language}">${aligned(steps, entry.language === 'zh' ? '' : ' ')}</p></article>`;
}

function aligned(steps: readonly Step[], space: string): string {
  return steps
    .map(({ kind, said, heard }) => (kind === 'correct' ? escaped(said) : [said && `<del>${escaped(said)}</del>`, heard && `<ins>${escaped(heard)}</ins>`].filter(Boolean).join(space)))
    .join(space);
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
