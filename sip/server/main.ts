/** Runs the SIP server alone: `node sip/server/main.ts --port 5060 --control 9022 --secret cymru [--ws 8088] [--host 0.0.0.0]`. */
import { parseArgs } from 'node:util';
import { jsonLog, systemClock, systemRandom } from '#core';
import { startSipServer } from './index.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '5060' },
    control: { type: 'string', default: '9022' },
    secret: { type: 'string', default: 'cymru' },
    ws: { type: 'string' },
    host: { type: 'string', default: '0.0.0.0' },
    advertise: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});

const write = (line: string) => void process.stderr.write(line);
const started = await startSipServer({
  control: { port: Number(values.control), secret: values.secret },
  listen: { host: values.host, udpPort: Number(values.port), ...(values.ws === undefined ? {} : { wsPort: Number(values.ws) }) },
  ...(values.advertise === undefined ? {} : { advertise: values.advertise }),
  clock: systemClock,
  random: systemRandom,
  log: jsonLog({ clock: systemClock, level: values.verbose ? 'debug' : 'info', write }),
});
if (!started.ok) {
  write(`${started.fault.code}: ${started.fault.message}\n`);
  process.exit(1);
}
const server = started.value;
process.stdout.write(`SIP ${server.addresses.join(' ')}, applications on 127.0.0.1:${server.controlPort}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
