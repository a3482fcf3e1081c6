import { type Log, type Random, failed, ok } from '#core';
import type { Originals } from '#mail';
import { FileFolder } from '#tickets';

const PIECE = 65_536;
/** Larger mails are not fetched. */
const MOST_BYTES = 256 * 1_048_576;

/** Mails as they came, each once by its SHA-256, whatever a scanner or a list of endings would say of them. */
export function openOriginals(folder: string, { random, log }: { readonly random: Random; readonly log: Log }): Originals {
  // As text: no beginning of a mail can be taken for a program.
  const files = new FileFolder({ folder, limits: () => ({ mostBytes: MOST_BYTES, endings: ['txt'] }), scanner: () => undefined, random, log });
  return {
    async keep(bytes) {
      const kept = await files.keep({ name: 'as-it-came.txt', content: inPieces(bytes.length === 0 ? Buffer.from('\n') : bytes) });
      return kept.ok ? ok(kept.value.sha256) : failed(kept.fault);
    },
    async read(sha256) {
      const opened = await files.open(sha256);
      if (!opened) return undefined;
      const pieces: Buffer[] = [];
      for await (const piece of opened.content) pieces.push(piece as Buffer);
      return Buffer.concat(pieces);
    },
  };
}

async function* inPieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}
