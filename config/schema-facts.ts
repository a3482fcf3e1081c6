import { z } from 'zod';
import { ConfigSchema } from './schema.ts';

/** The part of JSON Schema that zod makes of our configuration schema. */
export interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: string;
  readonly secret?: boolean;
  /** Our own words, where a pattern says nothing to people. */
  readonly allowed?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly additionalProperties?: SchemaNode | boolean;
}

export const configJsonSchema = z.toJSONSchema(ConfigSchema, { io: 'input' }) as SchemaNode;

/** The schema of the value at a path, or undefined when the path is unknown. */
export function schemaAt(path: readonly PropertyKey[]): SchemaNode | undefined {
  let node: SchemaNode | undefined = configJsonSchema;
  for (const step of path) {
    if (typeof step === 'number') node = node?.items;
    else node = node?.properties?.[String(step)] ?? (typeof node?.additionalProperties === 'object' ? node.additionalProperties : undefined);
  }
  return node;
}

/** What a value may be, in words: `a whole number from 3 to 300`. */
export function allowedText(node: SchemaNode): string {
  if (node.allowed !== undefined) return node.allowed;
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.enum) return `one of ${node.enum.map((v) => JSON.stringify(v)).join(', ')}`;
  switch (node.type) {
    case 'integer':
    case 'number':
      return `a ${node.type === 'integer' ? 'whole ' : ''}number from ${node.minimum} to ${node.maximum}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return node.items?.type === 'object' ? 'a list of entries' : 'a list of names';
    case 'object':
      return typeof node.additionalProperties === 'object' ? `a map of name → ${allowedText(node.additionalProperties)}` : 'a section with keys';
    default:
      return textAllowed(node);
  }
}

function textAllowed(node: SchemaNode): string {
  if (node.format === 'ipv4') return 'an IPv4 address';
  if (node.minLength !== undefined && node.minLength > 1) return `text of ${node.minLength} to ${node.maxLength} characters`;
  return 'text';
}
