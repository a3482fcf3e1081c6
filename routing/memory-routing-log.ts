export { memoryRoutingLog } from './log/memory-routing-log.ts';
