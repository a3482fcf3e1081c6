import { type SchemaNode, allowedText, configJsonSchema } from './schema-facts.ts';

const INTRODUCTION = `# Configuration

One YAML file, named with \`npm start -- --config FILE\`; without it the commented example
[\`config/sample/huawu.yaml\`](../config/sample/huawu.yaml) is used. A mistake is reported with file, line, column, key, what was
found and what is allowed; all mistakes at once. Units are in the names. Environment variables win over the file.

Relative paths begin at the folder of the configuration file, except \`data.folder\` (the working directory) and
\`recording.folder\` (the data folder). With \`./huawu\` the working directory is the project's folder; paths in HUAWU_DATA and
HUAWU_MODELS begin where the caller is.

This page is made from \`config/schema.ts\` by \`node scripts/run.mjs scripts/configuration-page.ts\`.
`;

const VARIABLES = `## Environment

| variable | sets |
|---|---|
| \`HUAWU_SIP_PORT\` | \`sip.port\` |
| \`HUAWU_HTTP_PORT\` | \`http.port\` |
| \`HUAWU_HTTPS_PORT\` | \`http.https.port\` |
| \`HUAWU_RTP_PORTS\` | \`media.rtpPortFrom\` and \`media.rtpPortTo\`, as \`30000-30999\` |
| \`HUAWU_DATA\` | \`data.folder\` |
| \`HUAWU_MODELS\` | \`transcription.modelsFolder\` |
| \`DATABASE_URL\` | \`database.url\` |
| \`REDIS_URL\` | \`redis.url\` |
| \`HUAWU_CLUSTER_SECRET\` | \`cluster.secret\` |
| \`HUAWU_CLUSTER_PORT\` | \`cluster.port\` |
| \`DRACHTIO_URL\` | \`sip.drachtioUrl\` |
`;

/** docs/configuration.md, from the descriptions of the schema. */
export function configurationPage(): string {
  const sections = Object.entries(configJsonSchema.properties ?? {});
  const single = sections.filter(([, node]) => !fieldsOf(node));
  const grouped = sections.filter(([, node]) => fieldsOf(node));
  const top = table(single.map(([key, node]) => row(key, node, isRequired(configJsonSchema, key))));
  return [INTRODUCTION, `## Top level\n\n${top}`, ...grouped.map(([key, node]) => section(key, node)), VARIABLES].join('\n');
}

function section(key: string, node: SchemaNode): string {
  const list = node.type === 'array';
  const fields = fieldsOf(node) ?? {};
  const owner = list ? (node.items ?? {}) : node;
  return `## ${key}\n\n${node.description ?? ''}${list ? ' A list; each entry has these keys.' : ''}\n\n${table(rows('', fields, owner))}`;
}

function rows(prefix: string, fields: Readonly<Record<string, SchemaNode>>, owner: SchemaNode): string[] {
  return Object.entries(fields).flatMap(([key, node]) => {
    if (node.properties) return rows(`${prefix}${key}.`, node.properties, node);
    const inner = node.items?.properties ? rows(`${prefix}${key}[].`, node.items.properties, node.items) : [];
    return [row(`${prefix}${key}`, node, isRequired(owner, key)), ...inner];
  });
}

function row(key: string, node: SchemaNode, required: boolean): string {
  const preset = node.default === undefined ? (required ? 'required' : '') : `\`${JSON.stringify(node.default)}\``;
  return `| \`${key}\` | ${allowedText(node)} | ${preset} | ${node.description ?? ''} |`;
}

const table = (lines: readonly string[]) => `| key | allowed | default | meaning |\n|---|---|---|---|\n${lines.join('\n')}\n`;
const fieldsOf = (node: SchemaNode) => node.properties ?? node.items?.properties;
const isRequired = (owner: SchemaNode, key: string) => owner.required?.includes(key) ?? false;

/** Keys without a description, for the test that asks for one. */
export function undescribed(node: SchemaNode = configJsonSchema, path = ''): string[] {
  const own = Object.entries(node.properties ?? node.items?.properties ?? {});
  return own.flatMap(([key, child]) => [...(child.description ? [] : [`${path}${key}`]), ...undescribed(child, `${path}${key}.`)]);
}
