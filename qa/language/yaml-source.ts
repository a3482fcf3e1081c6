import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

export type KeyPath = readonly PropertyKey[];

/** 1-based, as editors count. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A YAML text as plain data that still knows where everything was written. */
export interface YamlSource {
  /** Undefined when the text is no YAML. */
  readonly value: unknown;
  readonly mistakes: readonly { readonly place: Place; readonly text: string }[];
  /** The place of the value at the path (of its key, for `key`), or of the nearest thing around it. */
  placeOf(path: KeyPath, at?: 'key' | 'value'): Place;
}

/** Reads YAML 1.2; never throws. */
export function readYaml(text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const mistakes = document.errors.map((error) => ({ place: place(error.pos[0]), text: error.message }));
  let value: unknown;
  try {
    if (mistakes.length === 0) value = document.toJS();
  } catch (error) {
    // An alias that points nowhere, or aliases that would fill the memory.
    mistakes.push({ place: place(0), text: error instanceof Error ? error.message : String(error) });
  }
  const resolved = (node: unknown) => (isAlias(node) ? node.resolve(document) : node);
  return {
    value,
    mistakes,
    placeOf(path, at = 'value') {
      let node: unknown = document.contents;
      let offset = startOf(node) ?? 0;
      for (const [depth, step] of path.entries()) {
        const child = childOf(resolved(node), step);
        if (!child) break;
        const last = depth === path.length - 1;
        offset = (last && at === 'key' ? startOf(child.key) : undefined) ?? startOf(child.value) ?? startOf(child.key) ?? offset;
        node = child.value;
      }
      return place(offset);
    },
  };
}

function childOf(node: unknown, step: PropertyKey): { key?: unknown; value: unknown } | undefined {
  if (isMap(node)) return node.items.find((pair) => String(isScalar(pair.key) ? pair.key.value : pair.key) === String(step));
  if (isSeq(node) && Number(step) in node.items) return { value: node.items[Number(step)] };
  return undefined;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}
