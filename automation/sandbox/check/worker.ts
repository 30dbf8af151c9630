import { runnerProgram } from '../inside/program.ts';
import type { Answer, Question } from './messages.ts';
import { readScript } from './read.ts';
import { TypeCheck } from './types.ts';

let types: TypeCheck | null = null;

const answer = (question: Question): Answer => {
  const { id } = question;
  try {
    if (question.kind === 'runner') return { id, kind: 'runner', runner: runnerProgram() };
    if (question.kind === 'read') return { id, kind: 'read', reading: readScript(question.draft) };
    types ??= new TypeCheck();
    return { id, kind: 'types', problems: types.problems(question.draft) };
  } catch (thrown) {
    // The compiler's own process may be gone: the next question starts another.
    types = null;
    return { id, kind: 'broken', details: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
  }
};

process.on('message', (question: Question) =>
  // Whoever asked may be gone by now: then nobody is to be told.
  process.send?.(answer(question), undefined, undefined, (error) => {
    if (error) process.exit();
  }),
);
process.on('disconnect', () => process.exit(0));
