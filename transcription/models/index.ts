/** Models that can be had, and those that are here: `./huawu models`. */
export { type ImportOptions, type PullOptions, type Step, addressOf, importArchive, nameOf, pull } from './pull.ts';
export { type Check, type Note, checkModel, installed, noteOf, removeModel } from './shelf.ts';
export { MODEL_NAME, type ModelTable, type TableEntry, readTable } from './table.ts';
