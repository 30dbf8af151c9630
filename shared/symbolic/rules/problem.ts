/** A place in a rules text; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Why a rules text is refused. */
export const RULE_PROBLEMS = {
  RULE_SYNTAX: 'The text is not written as rules are.',
  RULE_TOO_LARGE: 'The text is too long or too deeply nested.',
  RULE_DUPLICATE: 'A name is given twice.',
  RULE_UNKNOWN_RELATION: 'A relation is not declared.',
  RULE_ARITY: 'A relation has another number of columns.',
  RULE_TYPE: 'A value is of the wrong type.',
  RULE_UNSAFE: 'A variable has no value.',
  RULE_CYCLE: 'A relation depends on its own absence or on a count of itself.',
  RULE_NOW: 'The present time is used in a way that cannot be kept up to date.',
  RULE_SENTENCE: 'A sentence names something that the rule does not.',
} as const;
export type RuleProblemCode = keyof typeof RULE_PROBLEMS;

/** One reason, where it is in the text (null where the rules did not come from a text), and which rule it is about. */
export interface RuleProblem {
  readonly code: RuleProblemCode;
  /** What exactly, one sentence that says what to do. */
  readonly say: string;
  readonly at: Position | null;
  readonly rule: string | null;
}

/** Thrown where rules are refused. `problems` has at least one; `code` is the first one's. */
export class RulesRefused extends Error {
  readonly code: RuleProblemCode;
  readonly problems: readonly [RuleProblem, ...RuleProblem[]];

  constructor(problems: readonly [RuleProblem, ...RuleProblem[]]) {
    super(problems.map(sayProblem).join('\n'));
    this.name = 'RulesRefused';
    this.code = problems[0].code;
    this.problems = problems;
  }
}

/** The problem in one line: `line 3, column 7: There is no relation "fiel".` */
const sayProblem = ({ at, say }: RuleProblem): string =>
  at === null ? say : `line ${at.line}, column ${at.column}: ${say}`;
