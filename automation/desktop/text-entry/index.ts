export { enterText } from './ladder.ts';
export type { TextEntryPorts } from './ports.ts';
export type { TextField, TextRange } from './text-field.ts';
