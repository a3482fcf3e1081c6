import { open } from 'node:fs/promises';
import { Fault, type Result, SAMPLE_RATE, type Samples, failed, ok } from '#core';
import { MAGIC, plainBytes } from './sealed/sealed-format.ts';
import { WAV_HEADER_BYTES, wavHeader } from '../wav/write-wav.ts';

const FRAME_BYTES = 4;

/**
 * Makes a recording that was cut off (kill, power) tell its full length: the sizes in the header are set to the file's
 * length, half a frame at the end is cut off. A whole file stays as it is. Gives the samples per lane and whether
 * something was changed; fault `media.bad-recording` when the file cannot be opened or was not made by this room.
 */
export async function repairRecording(file: string): Promise<Result<{ samples: Samples; repaired: boolean }>> {
  try {
    const handle = await open(file, 'r+');
    try {
      const { size } = await handle.stat();
      const sealed = Buffer.alloc(MAGIC.length);
      if ((await handle.read(sealed, 0, sealed.length, 0)).bytesRead === sealed.length && MAGIC.equals(sealed)) return ok({ samples: Math.floor(plainBytes(size) / FRAME_BYTES), repaired: false });
      const samples = Math.max(0, Math.floor((size - WAV_HEADER_BYTES) / FRAME_BYTES));
      const before = new Uint8Array(WAV_HEADER_BYTES);
      const { bytesRead } = await handle.read(before, 0, WAV_HEADER_BYTES, 0);
      const right = wavHeader(samples * FRAME_BYTES, SAMPLE_RATE, 2);
      if (!isOurs(before.subarray(0, bytesRead), right)) return bad(file, 'it is no recording of this server');
      const whole = WAV_HEADER_BYTES + samples * FRAME_BYTES;
      if (size === whole && Buffer.compare(before, right) === 0) return ok({ samples, repaired: false });
      await handle.truncate(whole);
      await handle.write(right, 0, WAV_HEADER_BYTES, 0);
      return ok({ samples, repaired: true });
    } finally {
      await handle.close();
    }
  } catch (error) {
    return bad(file, error instanceof Error ? error.message : String(error), error);
  }
}

/** Ours when all but the two sizes is as we write it. A file killed before its first header has zeroes or nothing there. */
function isOurs(header: Uint8Array, right: Uint8Array): boolean {
  if (header.length < WAV_HEADER_BYTES || header.every((byte) => byte === 0)) return header.every((byte) => byte === 0);
  return header.every((byte, i) => byte === right[i] || (i >= 4 && i < 8) || i >= 40);
}

function bad(file: string, why: string, cause?: unknown): Result<never> {
  return failed(
    new Fault('media.bad-recording', `The recording ${file} cannot be repaired: ${why}. Keep it aside and look at it by hand.`, { cause }),
  );
}
