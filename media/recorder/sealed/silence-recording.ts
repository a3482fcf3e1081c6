import { open, rename, rm } from 'node:fs/promises';
import { Fault, type Result, failed, ok } from '#core';
import { WAV_HEADER_BYTES } from '../../wav/write-wav.ts';
import { SealedWriter } from './sealed-writer.ts';
import { silence, type Silences, silenceTones, writeAll } from './silenced-copy.ts';

const FRAME_BYTES = 4;
/** Read in one piece: 10 s. */
const PIECE = 80_000 * FRAME_BYTES;

/**
 * Silences spans in a finished recording. With `keep` the recording as it was is sealed first, at another place.
 * What is replaced is overwritten where it stands. Faults: media.not-silenced.
 */
export async function silenceRecording(file: string, silences: Silences, keep?: { readonly sealed: string; readonly key: Uint8Array }): Promise<Result<void>> {
  try {
    if (keep) await sealCopy(file, keep.sealed, keep.key);
    const handle = await open(file, 'r+');
    try {
      const { size } = await handle.stat();
      for (let at = WAV_HEADER_BYTES; at < size; at += PIECE) {
        const frames = Buffer.alloc(Math.min(PIECE, size - at) & ~(FRAME_BYTES - 1));
        await handle.read(frames, 0, frames.length, at);
        const before = Buffer.from(frames);
        silence(frames, (at - WAV_HEADER_BYTES) / FRAME_BYTES, silences.spans);
        silenceTones(frames, (at - WAV_HEADER_BYTES) / FRAME_BYTES, silences.tones);
        if (!frames.equals(before)) await writeAll(handle, frames, at);
      }
      await handle.datasync();
    } finally {
      await handle.close();
    }
    return ok(undefined);
  } catch (error) {
    return failed(new Fault('media.not-silenced', `Secrets in the recording ${file} could not be silenced: ${error instanceof Error ? error.message : String(error)}. Check free space and rights; until then nobody should hear it.`, { cause: error }));
  }
}

/** Whole on disk before its name is there. */
async function sealCopy(file: string, sealed: string, key: Uint8Array): Promise<void> {
  const part = `${sealed}.part`;
  const writer = new SealedWriter(key);
  const from = await open(file, 'r');
  try {
    const to = await open(part, 'w', 0o600);
    try {
      const write = async (parts: ReturnType<SealedWriter['write']>) => {
        for (const { bytes, position } of parts) await writeAll(to, bytes, position);
      };
      await write([writer.begin()]);
      const { size } = await from.stat();
      for (let at = WAV_HEADER_BYTES; at < size; at += PIECE) {
        const bytes = Buffer.alloc(Math.min(PIECE, size - at));
        await from.read(bytes, 0, bytes.length, at);
        await write(writer.write([{ bytes, position: at }]));
      }
      await to.datasync();
    } finally {
      await to.close();
    }
    await rename(part, sealed);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    await from.close();
  }
}
