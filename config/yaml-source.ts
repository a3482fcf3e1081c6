import { type Document, LineCounter, type Node, isAlias, isCollection, isMap, isScalar, isSeq, parseDocument } from 'yaml';

export type KeyPath = readonly PropertyKey[];
/** 1-based, as editors count. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface SyntaxMistake {
  readonly place: Place;
  readonly message: string;
}

/** One forgotten bracket makes every line after it a mistake; the first few lead to it. */
const MOST_MISTAKES = 3;

function firstOfEachLine(mistakes: readonly SyntaxMistake[]): SyntaxMistake[] {
  const lines = new Map<number, SyntaxMistake>();
  for (const mistake of mistakes) if (!lines.has(mistake.place.line)) lines.set(mistake.place.line, mistake);
  return [...lines.values()].sort((a, b) => a.place.line - b.place.line).slice(0, MOST_MISTAKES);
}

/** A YAML text that knows on which line each of its keys stands. */
export class YamlSource {
  readonly mistakes: readonly SyntaxMistake[];
  readonly value: unknown;
  readonly #lines = new LineCounter();
  readonly #document: Document.Parsed;

  constructor(text: string) {
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    const mistakes = firstOfEachLine(
      [...this.#document.errors, ...this.#document.warnings].map((mistake) => ({
        place: this.#place(mistake.pos[0]),
        message: mistake.message.split('\n')[0] ?? '',
      })),
    );
    // What bytes of GBK and other encodings were read as: names would be said and shown wrong.
    const foreign = text.indexOf('\uFFFD');
    if (foreign >= 0) mistakes.unshift({ place: this.#place(foreign), message: 'here stands something that is no UTF-8; save the file as UTF-8 (not GBK)' });
    this.value = undefined;
    if (mistakes.length === 0) {
      try {
        this.value = this.#document.toJS({ maxAliasCount: 100 });
      } catch (error) {
        mistakes.push({ place: { line: 1, column: 1 }, message: error instanceof Error ? error.message : String(error) });
      }
    }
    this.mistakes = mistakes;
  }

  /** Where the value at this path stands; the nearest enclosing key that exists when it does not. */
  placeOf(path: KeyPath): Place {
    let node: Node | null | undefined = this.#document.contents;
    let offset = node?.range?.[0] ?? 0;
    for (const step of path) {
      const next: Node | undefined = this.#child(node, step);
      if (next === undefined) break;
      node = next;
      offset = next.range?.[0] ?? offset;
    }
    return this.#place(offset);
  }

  /** Where a key (not its value) stands. */
  placeOfKey(path: KeyPath, key: string): Place {
    const map = this.#nodeAt(path);
    const pair = isMap(map) ? map.items.find((item) => isScalar(item.key) && String(item.key.value) === key) : undefined;
    const offset = (pair?.key as Node | undefined)?.range?.[0];
    return offset === undefined ? this.placeOf(path) : this.#place(offset);
  }

  #nodeAt(path: KeyPath): Node | undefined {
    let node: Node | undefined = this.#document.contents ?? undefined;
    for (const step of path) node = this.#child(node, step);
    return isAlias(node) ? node.resolve(this.#document) : node;
  }

  #child(parent: Node | null | undefined, step: PropertyKey): Node | undefined {
    const node = isAlias(parent) ? parent.resolve(this.#document) : parent;
    if (!isCollection(node) || typeof step === 'symbol') return undefined;
    const child = node.get(isSeq(node) ? Number(step) : step, true);
    return (child as Node | undefined) ?? undefined;
  }

  #place(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }
}
