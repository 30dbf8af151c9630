import { TaskError, type TaskErrorCode } from '../task-error.ts';

/** A PDDL text, which knows the line and column of a place in it. */
export class Source {
  readonly name: string;
  readonly text: string;

  constructor(name: string, text: string) {
    this.name = name;
    this.text = text;
  }

  error(at: number, details: string, code: TaskErrorCode = 'PDDL_SYNTAX'): TaskError {
    const before = this.text.slice(0, at);
    const line = before.split('\n').length;
    const column = at - before.lastIndexOf('\n');
    return new TaskError(code, `${this.name}, line ${line}, column ${column}: ${details}`);
  }
}
