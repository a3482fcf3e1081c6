import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** An open recording on disk. */
export interface StoredFile {
  /** Writes all of `bytes` at `position`; rejects with the system's error. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  /** Flushes to the disk and closes. */
  close(): Promise<void>;
}

/** PORT. Where recordings go: files of the machine / memory or a failing disk in tests. */
export interface Storage {
  create(file: string): Promise<StoredFile>;
}

/** Recordings as files; folders are made as needed. */
export const diskStorage: Storage = {
  async create(file) {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(file, 'w');
    return {
      async write(bytes, position) {
        for (let done = 0; done < bytes.length; ) {
          const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
          done += bytesWritten;
        }
      },
      async close() {
        await handle.datasync().finally(() => handle.close());
      },
    };
  },
};
