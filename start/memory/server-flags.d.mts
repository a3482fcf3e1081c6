/** Options of Node for a process that runs the server. */
export declare const serverFlags: readonly string[];
/** True when `scripts/run.mjs` is to run the server with this entry and these arguments. */
export declare const isServer: (entry: string, args?: readonly string[]) => boolean;
