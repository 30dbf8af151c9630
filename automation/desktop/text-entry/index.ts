export { enterText } from './ladder.ts';
export type { EntryClipboard, TextEntryPorts } from './ports.ts';
export type { TextField, TextRange } from './text-field.ts';
