export { configurationPage } from './configuration-page.ts';
export { type Environment, strangeVariables, variableOf } from './environment.ts';
export { loadConfig, parseConfig, sampleConfigFile } from './load-config.ts';
export { nearMiss } from './near-miss.ts';
export type { Settings } from './port.ts';
export { EditableSettings } from './settings.ts';
export { type Config, ConfigSchema } from './schema.ts';
