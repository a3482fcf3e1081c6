import { z } from 'zod';
import type { Answer, Route } from './route.ts';
import { ErrorBody, NAMED } from './schemas.ts';
import { socketPaths } from './openapi-sockets.ts';

type Json = Record<string, unknown>;

/** Answers every route may give. */
const COMMON: Readonly<Record<number, Answer>> = {
  400: { description: 'An input is not allowed', schema: ErrorBody },
  401: { description: 'Not signed in; no token, or a wrong one', schema: ErrorBody },
  403: { description: 'No right to this', schema: ErrorBody },
  404: { description: 'No such thing', schema: ErrorBody },
  503: { description: 'The database is away; try again', schema: ErrorBody },
};

/** OpenAPI 3.1 (JSON Schema 2020-12) from the schemas that check the inputs and type the outputs. */
export function openApiDocument(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = socketPaths();
  for (const each of routes) paths[each.path] = { ...paths[each.path], [each.method.toLowerCase()]: operation(each) };
  return {
    openapi: '3.1.0',
    info: { title: 'Huawu', version: '1', description: 'Calls, agents, queues and live events of a Huawu contact center server.' },
    security: [{ session: [] }, { bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'huawu-session', description: 'Made by POST /api/sign-in (over TLS its name is __Host-huawu-session); everything but GET also needs the header X-Huawu-Csrf.' },
        bearer: { type: 'http', scheme: 'bearer', description: 'The token printed at start: an administrator.' },
      },
      schemas: Object.fromEntries(Object.entries(NAMED).map(([name, schema]) => [name, plain(schema, 'output')])),
    },
  };
}

function operation({ summary, need, tokenInQuery, params, query, headers, body, answers }: Route): Json {
  const token = tokenInQuery ? [{ name: 'token', in: 'query', required: false, schema: { type: 'string' }, description: 'The token, where no header can be set.' }] : [];
  const { 401: unknown, 403: forbidden, ...others } = COMMON;
  const responses = { ...others, ...(need === 'anybody' ? {} : { 401: unknown, 403: forbidden }), ...answers };
  return {
    summary,
    'x-huawu-permission': need,
    ...(need === 'anybody' ? { security: [] } : {}),
    parameters: [...parameters(params, 'path'), ...parameters(query, 'query'), ...parameters(headers, 'header'), ...token],
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: plain(body, 'input') } } } } : {}),
    responses: Object.fromEntries(Object.entries(responses).map(([status, answer]) => [status, response(answer ?? { description: '' })])),
  };
}

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query' | 'header'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = plain(schema, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: rest,
    ...(description === undefined ? {} : { description }),
  }));
}

function response({ description, schema, content }: Answer): Json {
  if (schema) return { description, content: { 'application/json': { schema: referred(schema) } } };
  return { description, ...(content ? { content: Object.fromEntries(content.map((type) => [type, {}])) } : {}) };
}

function referred(schema: z.ZodType): Json {
  const name = Object.entries(NAMED).find(([, named]) => named === schema)?.[0];
  return name === undefined ? plain(schema, 'output') : { $ref: `#/components/schemas/${name}` };
}

function plain(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
