import { type Readable, Transform } from 'node:stream';
import { type Parser, parse } from 'csv-parse';
import iconv from 'iconv-lite';

export interface CsvRow {
  /** Line of the file it ends on, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Enough of a file to know its encoding. */
const GLANCE_BYTES = 65_536;
const LONGEST_CELL = 100_000;

/** UTF-8 with and without its mark, UTF-16 with it, else GB18030 (GBK is a part of it), as spreadsheets in China write. */
export function encodingOf(begin: Buffer): 'utf-8' | 'utf-16' | 'gb18030' {
  if (begin.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) return 'utf-8';
  if (begin[0] === 0xff && begin[1] === 0xfe) return 'utf-16';
  try {
    // A character that is cut off at the end is no mistake.
    new TextDecoder('utf-8', { fatal: true }).decode(begin, { stream: true });
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

/** The rows of a table, one after the other as they come; `broken` is told of lines where a quote is wrong. */
export async function* readCsv(content: Readable, broken: (line: number) => void): AsyncGenerator<CsvRow> {
  const parser: Parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true, skip_records_with_error: true, on_skip: (error) => {
      broken(Number(error?.['lines'] ?? 0));
      return undefined;
    }, max_record_size: LONGEST_CELL, delimiter: [',', ';', '\t'] });
  content.on('error', (error) => parser.destroy(error)).pipe(decoded()).pipe(parser);
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) yield { line: info.lines, cells: record };
}

function decoded(): Transform {
  let waiting: Buffer = Buffer.alloc(0);
  let decoder: ReturnType<typeof iconv.getDecoder> | undefined;
  const begin = (): string => {
    decoder = iconv.getDecoder(encodingOf(waiting));
    const text = decoder.write(waiting);
    waiting = Buffer.alloc(0);
    return text;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (decoder) return done(null, decoder.write(chunk));
      waiting = Buffer.concat([waiting, chunk]);
      done(null, waiting.length < GLANCE_BYTES ? '' : begin());
    },
    flush(done) {
      const first = decoder ? '' : begin();
      done(null, first + (decoder?.end() ?? ''));
    },
  });
}
