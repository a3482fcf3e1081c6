import { z } from 'zod';
import { form, Id } from '../routing/words.ts';

/** Where it is stored, and how several servers work as one. */

const PortNumber = z.number().int().min(0).max(65_535);
const Path = z.string().min(1).max(4_096);

export const Database = z
  .strictObject({
    url: form(/^postgres(ql)?:\/\/\S+$/, 'a URL such as "postgres://user:password@host/database"').meta({ secret: true }).optional().describe('Use this PostgreSQL instead of the embedded one. Environment: DATABASE_URL.'),
  })
  .prefault({})
  .describe('Where the timeline is stored.');

export const Redis = z
  .strictObject({
    url: form(/^rediss?:\/\/\S+$/, 'a URL such as "redis://host:6379"').meta({ secret: true }).optional().describe('Routing goes through the log in this Redis (6.2 or newer), shared by all servers that name it; without it this server routes alone. See docs/redis.md. Environment: REDIS_URL.'),
    shard: Id.default('main').describe('Servers with the same Redis and the same shard share queues and agents; others have nothing to do with each other.'),
    ca: Path.optional().describe('For rediss://: file (PEM) with the authority that Redis is certified by, if it is none of the usual ones.'),
    certificate: Path.optional().describe('For rediss://: our certificate (PEM), where Redis asks for one (its own default: tls-auth-clients yes).'),
    key: Path.optional().describe('Key of that certificate (PEM).'),
  })
  .prefault({})
  .describe('Queues and agents shared by several servers.');

export const Cluster = z
  .strictObject({
    secret: z.string().min(16).meta({ secret: true }).optional().describe('What servers prove to each other, at least 16 characters, the same at all of them; default: one made by the first server and kept in Redis. Environment: HUAWU_CLUSTER_SECRET.'),
    host: z.string().min(1).default('0.0.0.0').describe('Address the port for the other servers is opened on.'),
    port: PortNumber.default(0).describe('Port for the other servers (TCP, encrypted); 0 = any free one. Environment: HUAWU_CLUSTER_PORT.'),
    advertise: z.string().min(1).optional().describe('Host name or address under which the others reach this server; default: its address towards Redis.'),
  })
  .prefault({})
  .describe('How servers with the same Redis and shard reach each other, so that callers at one reach agents whose phones are at another. See docs/redis.md.');
