/** Bytes and where they belong in the file. */
export interface Part {
  readonly bytes: Uint8Array;
  readonly position: number;
}

/** An open recording on disk. */
export interface StoredFile {
  /** Writes the parts one after the other, each whole; rejects with the system's error. The bytes must not change until then. */
  write(parts: readonly Part[]): Promise<void>;
  /** Flushes to the disk and closes. */
  close(): Promise<void>;
}

/** PORT. Where recordings go: files, written by a thread of their own / memory or a failing disk in tests. */
export interface Storage {
  /** Makes the file anew, and its folders as needed; with a key it is sealed (see sealed/sealed-format.ts). */
  create(file: string, key?: Uint8Array): Promise<StoredFile>;
}
