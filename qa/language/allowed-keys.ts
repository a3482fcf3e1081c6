import { z } from 'zod';
import { CONDITIONS, type ConditionKind, policySchema } from './policy-schema.ts';
import type { KeyPath } from './yaml-source.ts';

/** The keys the schema has at a place, for messages. */
export function policyKeys(path: KeyPath): readonly string[] {
  return keysAt(policySchema, path);
}

/** The same inside a condition; `path` begins at its map. */
export function conditionKeys(kind: ConditionKind, path: KeyPath): readonly string[] {
  return keysAt(CONDITIONS[kind], path);
}

/** The keys a schema has at a place; none where it takes any. */
export function keysAt(schema: unknown, path: KeyPath): readonly string[] {
  let inside = open(schema);
  for (const step of path) {
    if (inside instanceof z.ZodObject) inside = open(inside.shape[String(step)]);
    else if (inside instanceof z.ZodRecord) inside = open(inside.valueType);
    else if (inside instanceof z.ZodArray) inside = open(inside.element);
    else return [];
  }
  return inside instanceof z.ZodObject ? Object.keys(inside.shape) : [];
}

function open(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? open(schema.unwrap()) : schema;
}
