import { flowJsonSchema, NODE_TYPES } from './flow-schema.ts';

interface JsonObject {
  readonly properties?: Readonly<Record<string, JsonValue>>;
  readonly required?: readonly string[];
}
interface JsonValue extends JsonObject {
  readonly default?: unknown;
  readonly const?: unknown;
  readonly items?: JsonValue;
}

/**
 * For the guide: which keys a node needs, the defaults of others, and what may be left out, as one line of Markdown for each type;
 * docs/flows.md has them under its headings. The line of the file itself is under `flow`.
 */
export function keyLines(): ReadonlyMap<string, string> {
  const whole = flowJsonSchema() as JsonObject;
  const nodes = (whole.properties?.['nodes'] as { readonly additionalProperties?: { readonly oneOf?: readonly JsonObject[] } } | undefined)?.additionalProperties?.oneOf ?? [];
  const byType = new Map(nodes.map((node) => [String(node.properties?.['type']?.const), node]));
  return new Map<string, string>([
    ['flow', `**A flow file needs** ${sentence(whole)}`],
    ...NODE_TYPES.map((type): [string, string] => [type, `**\`${type}\` needs** ${sentence(byType.get(type) ?? {})}`]),
  ]);
}

function sentence(object: JsonObject): string {
  const { needed, preset, free } = sorted(object);
  const parts = [`${needed.length > 0 ? needed.join(', ') : 'no other key'}.`];
  if (preset.length > 0) parts.push(`Defaults: ${preset.join(', ')}.`);
  if (free.length > 0) parts.push(`May be left out: ${free.join(', ')}.`);
  return parts.join(' ');
}

function sorted({ properties = {}, required = [] }: JsonObject): { needed: string[]; preset: string[]; free: string[] } {
  const keys = Object.entries(properties).filter(([name]) => name !== 'type');
  const ofKind = (isKind: (name: string, value: JsonValue) => boolean) => keys.filter(([name, value]) => isKind(name, value));
  const has = ({ default: preset }: JsonValue) => preset !== undefined;
  return {
    needed: ofKind((name, value) => required.includes(name) && !has(value)).map(([name, value]) => `\`${name}\`${inside(value)}`),
    preset: ofKind((_, value) => has(value)).map(([name, value]) => `\`${name}: ${written(value.default)}\``),
    free: ofKind((name, value) => !required.includes(name) && !has(value)).map(([name, value]) => `\`${name}\`${inside(value)}`),
  };
}

/** Keys of a map inside a node, or of the maps of a list, where some are needed or have defaults. */
function inside(value: JsonValue): string {
  const { needed, preset } = sorted(value.items?.properties ? value.items : value);
  const parts = [...(needed.length > 0 ? [`needs ${needed.join(', ')}`] : []), ...(preset.length > 0 ? [`default ${preset.join(', ')}`] : [])];
  return parts.length > 0 ? ` (${parts.join('; ')})` : '';
}

/** As it stands in YAML. */
const written = (value: unknown): string => (typeof value !== 'string' ? JSON.stringify(value) : /^[#*]/u.test(value) ? `'${value}'` : value);
