import { type Document, LineCounter, type YAMLMap, isAlias, isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';

export type KeyPath = readonly PropertyKey[];

/** Where something stands in the file (1-based), and the key it belongs to as people write it. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly key: string;
}

/** A YAML text that knows where each of its values was written. */
export interface YamlSource {
  /** Plain data; undefined when the text is not YAML. */
  readonly value: unknown;
  /** What makes it no YAML at all. */
  readonly syntax: readonly { readonly place: Place; readonly text: string }[];
  /** The place of the value at `path`, of its key with `at: 'key'`, or of the nearest thing around it that exists. */
  /** `offset` = letters into a text; where a text cannot be followed letter by letter its begin is the place. */
  place(path: KeyPath, at?: 'key' | 'value', offset?: number): Place;
}

/** Far more than the largest flow; reading takes time in proportion, while calls wait. */
const LARGEST_KIB = 1024;
/** What bytes that are no UTF-8 were read as, and the zeros of UTF-16. */
const NOT_UTF_8 = /[\uFFFD\0]/;

/** Reads YAML 1.2; never throws. */
export function readYaml(text: string): YamlSource {
  const lines = new LineCounter();
  const unfit = whyUnfit(text);
  const document = parseDocument(unfit && !unfit.at ? '' : text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const placeAt = (offset: number, key: string): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col, key };
  };
  const told = unfit ? [unfit] : document.errors.length > 0 ? document.errors.map((e) => ({ at: e.pos[0], text: inWords(e.message) })) : namesTwice(document);
  const syntax = told.map(({ at, text: what }) => ({ place: placeAt(at, ''), text: what }));
  return {
    ...plainValue(document, syntax.length > 0, (text) => syntax.push({ place: placeAt(0, ''), text })),
    syntax,
    place(path, at = 'value', offset = 0) {
      const found = find(document, path, at);
      return placeAt(found.offset + inText(document, path, text, offset), found.key);
    },
  };
}

/** What makes a text no flow file before it is read as YAML. */
function whyUnfit(text: string): { at: number; text: string } | undefined {
  if (text.length > LARGEST_KIB * 1024) return { at: 0, text: `it is larger than ${LARGEST_KIB} KiB` };
  const at = text.search(NOT_UTF_8);
  return at < 0 ? undefined : { at, text: 'here stands something that is no UTF-8; save the file as UTF-8 (not GBK, not UTF-16)' };
}

const inWords = (message: string) => (message.includes('call stack') ? 'it is nested too deeply' : message);

/** Keys that stand twice in a map: asked for here, for the parser compares each key with each other one. */
function namesTwice(document: Document): { at: number; text: string }[] {
  const twice: { at: number; text: string }[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) twice.push({ at: startOf(key) ?? 0, text: 'Map keys must be unique' });
        seen.add(key.value);
      }
    },
  });
  return twice;
}

/** How far into a scalar, as written, letter `offset` of its text is; 0 for what is folded, escaped or on several lines. */
function inText(document: Document, path: KeyPath, text: string, offset: number): number {
  if (offset === 0) return 0;
  const scalar = document.getIn(path.map(String), true);
  if (!isScalar(scalar) || !scalar.range) return 0;
  const written = text.slice(scalar.range[0], scalar.range[1]);
  const value = String(scalar.value);
  const quote = written.startsWith('"') || written.startsWith("'") ? 1 : 0;
  return written.slice(quote, quote + value.length) === value ? quote + offset : 0;
}

function plainValue(document: Document, broken: boolean, complain: (text: string) => void): { value: unknown } {
  if (broken) return { value: undefined };
  try {
    return { value: document.toJS() };
  } catch (error) {
    // Aliases that point nowhere, or so many that the text is an attack on memory (yaml's maxAliasCount).
    complain(error instanceof Error ? error.message : String(error));
    return { value: undefined };
  }
}

function find(document: Document, path: KeyPath, at: 'key' | 'value'): { offset: number; key: string } {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  let depth = 0;
  for (const segment of path) {
    const inside = isAlias(node) ? node.resolve(document) : node;
    if (isMap(inside)) {
      const pair = pairsOf(inside).get(String(segment));
      if (!pair) break;
      const last = depth === path.length - 1;
      offset = (last && at === 'key' ? undefined : startOf(pair.value)) ?? startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(inside)) {
      node = inside.items[Number(segment)];
      offset = startOf(node) ?? offset;
    } else break;
    depth += 1;
  }
  // An index that was not found belongs to a value written without a list: it says nothing to the reader.
  const shown = path.filter((segment, i) => i < depth || typeof segment !== 'number');
  return { offset, key: shown.map(String).join('.') };
}

const known = new WeakMap<YAMLMap, ReadonlyMap<string, YAMLMap['items'][number]>>();

/** The pairs of a map by their keys; worked out once, for there may be as many mistakes as keys. */
function pairsOf(map: YAMLMap): ReadonlyMap<string, YAMLMap['items'][number]> {
  let pairs = known.get(map);
  if (!pairs) known.set(map, (pairs = new Map(map.items.map((pair) => [String(isScalar(pair.key) ? pair.key.value : pair.key), pair]))));
  return pairs;
}

function startOf(node: unknown): number | undefined {
  if (!node || typeof node !== 'object' || !('range' in node) || !Array.isArray(node.range)) return undefined;
  const start: unknown = node.range[0];
  return typeof start === 'number' ? start : undefined;
}
