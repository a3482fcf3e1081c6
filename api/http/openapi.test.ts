import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ManualClock, silentLog } from '#core';
import { joinApi } from '../join-api.ts';
import { fakeRooms } from '../testing/fake-rooms.ts';
import { openApiDocument } from './openapi.ts';
import { route } from './route.ts';

type Schema = { type?: string; required?: string[]; properties?: Record<string, Schema> };
interface Document {
  readonly paths: Record<string, Record<string, { requestBody?: { content: { 'application/json': { schema: Schema } } } }>>;
  readonly components: { readonly schemas: Record<string, unknown> };
}

/** Every route there is: parts that are only handed on may be anything. */
const rooms = fakeRooms();
const routes = joinApi({ ...rooms, ports: { ...rooms.ports, callbacks: {} as never, mail: {} as never, mining: {} as never, satisfaction: {} as never, tickets: {} as never, voicemails: {} as never }, statistics: {} as never, token: 't', clock: new ManualClock(), log: silentLog, web: { company: '', realm: '' }, access: { sessions: { ended: { on() {} } } } as never, review: {} as never, sipWebSocket: () => undefined }).routes;
const document = JSON.parse(JSON.stringify(openApiDocument(routes))) as Document;

describe('the OpenAPI document', () => {
  it('has every route of the code, and no other but the sockets', () => {
    const told = Object.entries(document.paths).flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`));
    const sockets = ['GET /api/live', 'GET /api/calls/{id}/audio', 'GET /sip'];
    expect(told.toSorted()).toEqual([...routes.map(({ method, path }) => `${method} ${path}`), ...sockets].toSorted());
  });

  it('tells bodies as they are to be sent: what has a default may be left out, what is cleaned is text', () => {
    const body = z.strictObject({ wanted: z.string(), reason: z.string().default('none'), note: z.string().transform((text) => text.trim()) });
    const one = route({ method: 'POST', path: '/x', summary: '', need: 'anybody', query: z.strictObject({}), body, answers: { 200: { description: '' } }, handle: async () => undefined });
    const { paths } = openApiDocument([one]) as unknown as Document;
    expect(paths['/x']?.['post']?.requestBody?.content['application/json'].schema).toMatchObject({ required: ['wanted', 'note'], properties: { note: { type: 'string' } } });
    expect(document.paths['/api/agents/{id}/state']?.['post']?.requestBody?.content['application/json'].schema.required).toEqual(['state']);
  });

  it('refers to nothing that it does not have', () => {
    const referred = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? '');
    expect(referred.filter((name) => !(name in document.components.schemas))).toEqual([]);
    expect(referred).toContain('ReviewCall');
  });
});
