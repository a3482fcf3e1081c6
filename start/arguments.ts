import { parseArgs } from 'node:util';
import { Fault, type Result, failed, ok } from '#core';

export const USAGE = `Huawu contact center server

  npm start                         start with the sample company (config/sample/huawu.yaml)
  npm start -- --config FILE        start with your configuration
  npm start -- --check              check the configuration, its flows and rules, and stop
  npm start -- --help               this text

Environment: HUAWU_SIP_PORT, HUAWU_HTTP_PORT, HUAWU_HTTPS_PORT, HUAWU_DATA, HUAWU_RTP_PORTS, HUAWU_MODELS, DATABASE_URL, REDIS_URL, HUAWU_CLUSTER_SECRET, HUAWU_CLUSTER_PORT, DRACHTIO_URL.
Each key of the configuration file is described in docs/configuration.md.
Ctrl-C: no new calls, waits up to 30 s for those in progress, then stops; Ctrl-C again: stops at once.
`;

export interface Arguments {
  readonly help: boolean;
  readonly check: boolean;
  readonly config?: string;
}

/** Faults: start.bad-argument. */
export function readArguments(argv: readonly string[]): Result<Arguments> {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        check: { type: 'boolean', default: false },
        config: { type: 'string', short: 'c' },
      },
    });
    return ok({ help: values.help, check: values.check, ...(values.config ? { config: values.config } : {}) });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return failed(new Fault('start.bad-argument', `${text}. See npm start -- --help`));
  }
}
