import { SAMPLE_RATE, type Samples } from '#core';
import { WAV_HEADER_BYTES, wavHeader } from '../wav/write-wav.ts';
import type { Storage, StoredFile } from './storage.ts';

/** Samples per lane gathered before a write: 400 ms, so that with the lane's delay a kill costs under a second. */
const CHUNK: Samples = 3200;
/** Chunks that may wait for a slow disk: 10 s. What comes on top is left out and reads as silence (a hole in the file). */
const MAX_WAITING = 25;
const FRAME_BYTES = 4;

/** A write to come: samples and the header that counts them in one memory. */
interface Chunk {
  readonly at: number;
  readonly header: Uint8Array;
  readonly samples: Uint8Array;
  readonly room: Room;
}

/** A frame of both lanes per number, behind room for a header; shared with the writing thread. */
type Room = Int32Array<SharedArrayBuffer>;
const roomFor = (frames: Samples): Room => new Int32Array(new SharedArrayBuffer(WAV_HEADER_BYTES + frames * FRAME_BYTES), WAV_HEADER_BYTES);
/** A chunk and the run that completes it. */
const ROOM: Samples = CHUNK + 1600;
/** Rooms that were written, for whatever is recorded next: 2.5 MB at most. */
const spare: Room[] = [];
const MOST_SPARE = 128;
const NO_ROOM = roomFor(0);

function makeRoom(frames: Samples): Room {
  return frames > ROOM ? roomFor(frames) : (spare.pop() ?? roomFor(ROOM));
}

function giveBack(room: Room): void {
  if (room.length === ROOM && spare.length < MOST_SPARE) spare.push(room);
}

/**
 * A stereo recording that is a valid WAV file after every write: first the samples, then the header that counts them.
 * A write error ends the recording, not the call.
 */
export class RecordingFile {
  readonly #file: string;
  readonly #storage: Storage;
  readonly #failed: (reason: string) => void;
  readonly #key: Uint8Array | undefined;
  #waiting: Chunk[] = [];
  #gathered = NO_ROOM;
  #filled = 0;
  /** Frames handed to the queue, and frames the header on disk counts. */
  #queued: Samples = 0;
  #stored: Samples = 0;
  #handle: StoredFile | undefined;
  #pumping: Promise<void> | undefined;
  #dead = false;

  constructor(file: string, storage: Storage, failed: (reason: string) => void, key?: Uint8Array) {
    this.#file = file;
    this.#storage = storage;
    this.#failed = failed;
    this.#key = key;
    this.#push(roomFor(0));
  }

  /** Adds a run of both lanes, equally long. */
  append(left: Int16Array, right: Int16Array): void {
    if (this.#dead) return;
    if (this.#filled + left.length > this.#gathered.length) this.#grow(left.length);
    const [gathered, from, length] = [this.#gathered, this.#filled, left.length];
    // Little-endian like the file, as every machine this runs on is.
    for (let i = 0; i < length; i++) gathered[from + i] = ((left[i] as number) & 0xffff) | ((right[i] as number) << 16);
    this.#filled += length;
    if (this.#filled >= CHUNK) this.#flush();
  }

  /** Writes the rest; gives what is in the file, undefined when nothing could be stored. */
  async close(): Promise<{ file: string; samples: Samples } | undefined> {
    this.#flush();
    // With nothing else to write, the last samples and the closing go to the disk in one message.
    const closing = this.#handle && this.#waiting.length <= 1 ? this.#closeFile() : undefined;
    await this.#pumping;
    await (closing ?? this.#closeFile());
    const nothing = this.#dead && this.#stored === 0;
    this.#dead = true;
    return nothing ? undefined : { file: this.#file, samples: this.#stored };
  }

  async #closeFile(): Promise<void> {
    await this.#handle?.close().catch((error: unknown) => this.#die(error));
  }

  #grow(by: number): void {
    const larger = makeRoom(this.#filled + by);
    larger.set(this.#gathered.subarray(0, this.#filled));
    giveBack(this.#gathered);
    this.#gathered = larger;
  }

  #flush(): void {
    if (this.#filled === 0 || this.#dead) return;
    this.#push(this.#gathered);
    this.#gathered = NO_ROOM;
    this.#queued += this.#filled;
    this.#filled = 0;
  }

  #push(room: Room): void {
    const { buffer } = room;
    const header = new Uint8Array(buffer, 0, WAV_HEADER_BYTES);
    const samples = new Uint8Array(buffer, WAV_HEADER_BYTES, this.#filled * FRAME_BYTES);
    if (this.#waiting.length < MAX_WAITING) this.#waiting.push({ at: this.#queued * FRAME_BYTES, header, samples, room });
    this.#pumping ??= this.#pump().finally(() => (this.#pumping = undefined));
  }

  async #pump(): Promise<void> {
    try {
      const file = (this.#handle ??= await this.#storage.create(this.#file, this.#key));
      for (let chunk = this.#waiting[0]; chunk; chunk = this.#waiting[0]) {
        const end = chunk.at + chunk.samples.length;
        const samples = { bytes: chunk.samples, position: WAV_HEADER_BYTES + chunk.at };
        chunk.header.set(wavHeader(end, SAMPLE_RATE, 2));
        await file.write([samples, { bytes: chunk.header, position: 0 }]);
        this.#stored = end / FRAME_BYTES;
        this.#waiting.shift();
        giveBack(chunk.room);
      }
    } catch (error) {
      this.#die(error);
    }
  }

  #die(error: unknown): void {
    this.#waiting = [];
    if (this.#dead) return;
    this.#dead = true;
    this.#failed(error instanceof Error ? error.message : String(error));
  }
}
