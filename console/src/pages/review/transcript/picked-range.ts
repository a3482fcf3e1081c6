import type { WordRange } from './lines.ts';

/** The words a pointer chose: one that was clicked, or those of a dragged selection (of the line it began in). */
export function pickedRange(selection: Selection | null, target: EventTarget): { readonly range: WordRange; readonly click: boolean } | undefined {
  if (selection === null || selection.isCollapsed) {
    const word = target instanceof Element && target.closest('[data-word]') ? wordOf(target) : undefined;
    return word && { range: { line: word.line, from: word.word, to: word.word }, click: true };
  }
  const anchor = wordOf(selection.anchorNode);
  const focus = wordOf(selection.focusNode);
  if (!anchor) return undefined;
  const other = focus?.line === anchor.line ? focus.word : undefined;
  if (other === undefined) return undefined;
  return { range: { line: anchor.line, from: Math.min(anchor.word, other), to: Math.max(anchor.word, other) }, click: false };
}

function wordOf(node: Node | null): { readonly line: number; readonly word: number } | undefined {
  const inside = node instanceof Element ? node : node?.parentElement;
  const element = inside?.closest('[data-word]') ?? inside?.querySelector('[data-word]');
  if (!(element instanceof HTMLElement)) return undefined;
  return { line: Number(element.dataset['line']), word: Number(element.dataset['word']) };
}
