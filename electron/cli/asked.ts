import type { CommandInput } from '../../shared/protocol/commands.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import type { Sitting } from './sitting.ts';
import { candidateSay } from './wording.ts';

/** What a person may choose. */
export interface Choice {
  /** As it is given on the command line. */
  readonly id: string;
  readonly label: string;
  readonly detail?: string | undefined;
  readonly command: CommandInput;
  /** They want the run to go on after it. */
  readonly goesOn?: boolean;
  /** What comes of it: the run acts; the run settles, and may ask on; it is taken back. */
  readonly leads: 'acts' | 'settles' | 'undoes';
}

export interface Asked {
  readonly ask: string;
  /** What has to be seen before one can choose, below the question. */
  readonly shows?: readonly string[];
  readonly choices: readonly Choice[];
  /** What it means to choose nothing. */
  readonly nothing: string;
  /** Own words are taken, too. */
  readonly free: boolean;
}

/** An answer given with the command is the person's word, typed at the shell. null: nothing was chosen, or nobody is there to choose. */
export async function choose(
  run: RunView,
  { ask, choices, nothing, free, shows = [] }: Asked,
  given: string | undefined,
  { terminal, interrupted }: Pick<Sitting, 'terminal' | 'interrupted'>,
): Promise<Choice | null> {
  const ids = choices.map(({ id }) => id);
  if (given !== undefined) {
    const chosen = choices.find(({ id }) => id === given);
    if (chosen) return chosen;
    throw new SonnyError('COMMAND_INVALID', `The run ${run.id} takes one of these: ${ids.join(', ')}.`);
  }
  terminal.err(ask);
  for (const line of shows) terminal.err(line);
  if (!terminal.attended) {
    terminal.err(`Answer with one of: ${ids.map((id) => `\`npm start -- answer ${run.id} ${id}\``).join(', ')}.`);
    return null;
  }
  choices.forEach((one, i) => terminal.err(`  ${i + 1}. ${candidateSay(one)}`));
  for (;;) {
    const which = free ? 'Which number, or what in your own words?' : 'Which number?';
    const said = (await terminal.ask(`${which} (nothing: ${nothing}) `, interrupted))?.trim() ?? '';
    if (said === '') return null;
    const chosen = /^\d+$/u.test(said)
      ? choices[Number(said) - 1]
      : choices.find(({ id }) => id === said.toLowerCase());
    if (chosen) return chosen;
    if (free && run.question) {
      const { id: questionId } = run.question;
      const command: CommandInput = { type: 'run.answer', runId: run.id, questionId, candidateId: null, text: said };
      return { id: 'own-words', label: said, command, leads: 'acts' };
    }
    terminal.err(`Type a number from 1 to ${choices.length}, or nothing.`);
  }
}
