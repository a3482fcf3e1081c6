import type { ApiPorts, NewCallback } from '#api';
import { canDial, type House, recordingOfName } from '../../calls/index.ts';
import { sealedBehind } from './api-rows.ts';

/** Messages to queues. Files are looked for where recordings are: the folder may have been moved. */
export function voicemailsOf({ voicemails, settings }: House): Pick<ApiPorts, 'voicemails'> {
  const { voicemailFolder: recordings, recordingsBase } = settings;
  if (!voicemails || recordings === undefined) return {};
  const folders = { recordings, ...(recordingsBase === undefined ? {} : { recordingsBase }) };
  return {
    voicemails: {
      find: (query) => voicemails.find(query),
      get: (id) => voicemails.get(id),
      heard: (id, by, at) => voicemails.heard(id, by, at),
      mark: (id, done) => voicemails.mark(id, done),
      file: ({ file }) => recordingOfName(file, folders),
      original: ({ file }) => sealedBehind(recordingOfName(file, folders), settings),
    },
  };
}

/** Customers who are to be called back. */
export function callbacksOf(house: House): Pick<ApiPorts, 'callbacks'> {
  const { callbacks: desk, callbackRecords: records, random } = house;
  if (!desk || !records) return {};
  return {
    callbacks: {
      find: (query) => records.find(query),
      get: async (id) => desk.get(id) ?? (await records.get(id)),
      cancel: (id, by) => desk.cancel(id, by),
      move: (id, notBefore, until) => desk.move(id, notBefore, until),
      async book({ order = house.settings.callbackOrder ?? 'agent-first', ...wanted }: NewCallback) {
        if (!house.settings.queues.has(wanted.queue) || !canDial(house, wanted.number)) return undefined;
        return desk.book({ id: random.uuid(), ...wanted, order, skills: [], priority: 0, kind: 'scheduled' });
      },
    },
  };
}
