// Makes the recording anew: node routing/oracle/recordings/make.ts
// Only when the machine decides otherwise on purpose; the reason belongs in docs/decisions.
import { FLOOR } from './floor.ts';
import { writeRecording } from './recorded-day.ts';
import { simulatedDay } from './simulated-day.ts';

const entries = simulatedDay({ seed: 20_260_105, hours: 9, contacts: 2_400, settings: FLOOR });
const { bytes, digest } = writeRecording('floor-of-nine-queues', entries);
console.log(`${entries.length} commands, ${bytes} bytes, events ${digest}`);
