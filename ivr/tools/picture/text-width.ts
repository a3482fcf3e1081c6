/** Size of the labels of edges. */
export const LABEL_PX = 12;

const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u2018-\u201d…]/u;
const NARROW = /[iljtfr.,:;|!'()[\]{} ]/u;
const BROAD = /[A-Zmw@%&#→≥]/u;

/** How wide a text is at this size in px, for fonts unknown: rather too wide than too narrow. */
export function textWidth(text: string, size: number, bold = false): number {
  const ems = [...text].reduce((sum, c) => sum + (WIDE.test(c) ? 1 : NARROW.test(c) ? 0.4 : BROAD.test(c) ? 0.84 : 0.62), 0);
  return Math.ceil(ems * size * (bold ? 1.1 : 1));
}

/** The beginning of a text that fits, with an ellipsis when something is missing. */
export function shortened(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  let kept = [...text];
  while (kept.length > 0 && textWidth(`${kept.join('')}…`, size) > width) kept = kept.slice(0, -1);
  return `${kept.join('').trimEnd()}…`;
}
