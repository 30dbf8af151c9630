/** Why a text is no HDDL that can be read: what is wrong, and where (from 1). */
export class HddlError extends Error {
  readonly say: string;
  readonly line: number;
  readonly column: number;
  constructor(say: string, line: number, column: number) {
    super(`line ${line}, column ${column}: ${say}`);
    this.name = 'HddlError';
    this.say = say;
    this.line = line;
    this.column = column;
  }
}
