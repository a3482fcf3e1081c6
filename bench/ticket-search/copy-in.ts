import { once } from 'node:events';
import pg from 'pg';

/** What the driver calls when it is this statement's turn, and what its connection can do (node-postgres, `Submittable`). */
interface Connection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** COPY … FROM STDIN, which the driver leaves to others: one text of rows, tabs between columns. */
class CopyIn {
  readonly #text: string;
  readonly #rows: Buffer;
  readonly #end: (error?: Error) => void;
  #connection: Connection | undefined;

  constructor(text: string, rows: string, end: (error?: Error) => void) {
    this.#text = text;
    this.#rows = Buffer.from(rows);
    this.#end = end;
  }

  submit(connection: Connection): void {
    this.#connection = connection;
    connection.query(this.#text);
  }

  handleCopyInResponse(): void {
    this.#connection?.sendCopyFromChunk(this.#rows);
    this.#connection?.endCopyFrom();
  }

  handleError(error: Error): void {
    this.#end(error);
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.#end();
  }
}

export class Copier {
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async open(url: string, schema: string): Promise<Copier> {
    const client = new pg.Client({ connectionString: url, options: `-c search_path=${schema} -c timezone=UTC -c synchronous_commit=off` });
    await client.connect();
    return new Copier(client);
  }

  copy(table: string, columns: readonly string[], rows: readonly (readonly unknown[])[]): Promise<void> {
    const text = rows.map((row) => row.map(field).join('\t')).join('\n');
    return new Promise((resolve, reject) => {
      this.#client.query(new CopyIn(`COPY ${table} (${columns.join(', ')}) FROM STDIN`, text === '' ? '' : `${text}\n`, (error) => (error ? reject(error) : resolve())) as never);
    });
  }

  /** Without the time limit of the server's own statements. */
  async order(text: string): Promise<void> {
    await this.#client.query(text);
  }

  async close(): Promise<void> {
    const ended = once(this.#client, 'end');
    await this.#client.end();
    await ended.catch(() => {});
  }
}

function field(value: unknown): string {
  if (value === null || value === undefined) return String.raw`\N`;
  if (Array.isArray(value)) return `{${value.join(',')}}`;
  const text = typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return /[\\\n\r\t]/.test(text) ? text.replaceAll('\\', '\\\\').replaceAll('\n', String.raw`\n`).replaceAll('\r', String.raw`\r`).replaceAll('\t', String.raw`\t`) : text;
}
