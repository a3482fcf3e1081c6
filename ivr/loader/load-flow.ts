import { type Result, failed, ok } from '#core';
import type { Flow } from '../language/flow-schema.ts';
import type { FlowSurroundings } from './draft.ts';
import { type FlowMistake, flowFault } from './problem.ts';
import { readFlowFile } from './read-flow.ts';
import { readYaml } from './yaml-source.ts';

/** All that was found in a flow file and the files it names. */
export interface FlowReading {
  /** Present when there are no mistakes. */
  readonly flow?: Flow;
  /** By file, then by place. */
  readonly mistakes: readonly FlowMistake[];
  /** The flow works; somebody should look at these all the same. */
  readonly warnings: readonly FlowMistake[];
  /** Every file that was looked for, the flow's own first. */
  readonly files: readonly string[];
  /** False when the flow file itself is not YAML. */
  readonly isYaml: boolean;
}

/** Reads a call flow and proves it sound against what is configured around it; tells mistakes and warnings as data. */
export function readFlow(yamlText: string, fileName: string, known: FlowSurroundings): FlowReading {
  const source = readYaml(yamlText);
  if (source.syntax.length > 0) {
    const mistakes = source.syntax.map(({ place, text }) => ({ file: fileName, ...place, text: `this is not YAML: ${text}` }));
    return { mistakes, warnings: [], files: [fileName], isYaml: false };
  }
  const files = new Set([fileName]);
  const { flow, mistakes, warnings } = readFlowFile({ file: fileName, source }, { known, trail: [], spoken: [], files, subFlows: new Map() });
  return { ...(flow ? { flow } : {}), mistakes: once(mistakes), warnings: once(warnings), files: [...files], isYaml: true };
}

/**
 * The same as a result. `fileName` is how messages call the file. Faults: `ivr.flow-not-yaml`, `ivr.flow-mistakes`; both
 * tell all mistakes at once, one on each line as `file:line:column: key: text`, and carry them as `FlowMistake[]` in `cause`.
 */
export function loadFlow(yamlText: string, fileName: string, known: FlowSurroundings): Result<Flow> {
  const { flow, mistakes, isYaml } = readFlow(yamlText, fileName, known);
  if (flow) return ok(flow);
  return failed(flowFault(isYaml ? 'ivr.flow-mistakes' : 'ivr.flow-not-yaml', mistakes));
}

/** A sub-flow named twice is read twice; its mistakes are told once. */
function once(mistakes: readonly FlowMistake[]): FlowMistake[] {
  const seen = new Set<string>();
  return mistakes.filter(({ file, line, column, key, text }) => {
    const mark = [file, line, column, key, text].join('\u0000');
    return !seen.has(mark) && seen.add(mark);
  });
}
