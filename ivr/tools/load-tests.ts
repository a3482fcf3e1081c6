import { type Result, failed, ok } from '#core';
import { flowFault, placeProblems } from '../loader/problem.ts';
import { shapeProblems } from '../loader/shape-problems.ts';
import { readYaml } from '../loader/yaml-source.ts';
import { type FlowTestFile, testFileSchema } from './test-schema.ts';

/** Reads a file of test cases. Faults: `ivr.flow-not-yaml`, `ivr.flow-mistakes`, each with all mistakes as `file:line:column: key: text`. */
export function loadFlowTests(yamlText: string, fileName: string): Result<FlowTestFile> {
  const source = readYaml(yamlText);
  if (source.syntax.length > 0) {
    return failed(flowFault('ivr.flow-not-yaml', source.syntax.map(({ place, text }) => ({ file: fileName, ...place, text: `this is not YAML: ${text}` }))));
  }
  const read = testFileSchema.safeParse(source.value ?? {});
  if (read.success) return ok(read.data);
  return failed(flowFault('ivr.flow-mistakes', placeProblems(shapeProblems(read.error.issues, [], source.value ?? {}), source, fileName)));
}
