import type { GoalContext } from '../../goals/intent.ts';
import { examplesLike } from '../../goals/suggest.ts';
import { decompose } from '../../prompts/asks/decompose.ts';
import { fillArguments } from '../../prompts/asks/fill-arguments.ts';
import { interpret } from '../../prompts/asks/interpret.ts';
import { repair } from '../../prompts/asks/repair.ts';
import { oneListed, SAY } from '../../prompts/catalogue.ts';
import type { DataInput } from '../../prompts/data.ts';
import { Proposal } from '../../prompts/proposal.ts';
import { TASKS } from '../../skills/tasks.ts';
import { SONNY } from '../../symbolic/labels/source.ts';
import type { PlanningPorts } from '../ports.ts';
import type { ModelAsker } from './ask.ts';
import type { Rejected } from './rounds.ts';
import type { GoalSlots } from './slots.ts';

/** How many goals a model with little room is shown, to word its own by. */
const EXAMPLES = 20;

/** Asks for one proposal after the other for one goal, each by the prompt that asks for the least. */
export class Proposing {
  readonly #asker: ModelAsker;
  readonly #slots: GoalSlots;
  readonly #context: GoalContext;
  readonly #skills: PlanningPorts['skills'];
  /** Told of all that the model is given. */
  readonly #given: (data: DataInput) => void;
  /** Parts whose arguments were asked for by themselves: once each. */
  readonly #filled = new Set<number>();

  constructor(
    asker: ModelAsker,
    slots: GoalSlots,
    context: GoalContext,
    skills: PlanningPorts['skills'],
    given: (data: DataInput) => void,
  ) {
    this.#asker = asker;
    this.#slots = slots;
    this.#context = context;
    this.#skills = skills;
    this.#given = given;
  }

  async next(before: Rejected | null): Promise<Proposal> {
    const wrong: DataInput | undefined = before ? { from: before.from, text: before.wrong, cut: 'never' } : undefined;
    if (wrong) this.#given(wrong);
    const filled = before && wrong ? await this.#fill(before, wrong) : null;
    if (filled) return filled;
    // The whole list of skills does not fit every model: a small one says the goal in words that are read without it.
    if (!this.#asker.fits(interpret, this.#slots)) return this.#decompose(wrong);
    if (!before || !wrong) return this.#asker.ask(interpret, this.#slots);
    const proposal: DataInput = {
      from: { kind: 'model', of: this.#asker.name },
      text: JSON.stringify(before.proposal),
    };
    return this.#asker.ask(repair, { ...this.#slots, proposal, wrong });
  }

  /** Where only the arguments of one part are wrong, only they are asked for; null where that does not help. */
  async #fill({ proposal, part: place }: Rejected, wrong: DataInput): Promise<Proposal | null> {
    const part = place === undefined ? undefined : proposal.parts[place];
    const listed = part && (this.#skills.get(part.do) ?? TASKS.get(part.do));
    if (place === undefined || !part || !listed || this.#filled.has(place)) return null;
    this.#filled.add(place);
    const { goal, answers, applications } = this.#slots;
    const from = this.#slots.skills.find(({ text }) => text.includes(`${listed.name}(`))?.from ?? SONNY;
    const { args, missing } = await this.#asker.ask(fillArguments, {
      goal,
      ...(answers ? { answers } : {}),
      words: { from: goal.from, text: part.words, cut: 'never' },
      skill: { from, text: oneListed(listed), cut: 'never' },
      applications,
      wrong,
    });
    return missing.length > 0 ? null : { ...proposal, parts: proposal.parts.with(place, { ...part, args }) };
  }

  async #decompose(wrong: DataInput | undefined): Promise<Proposal> {
    const { goal, answers } = this.#slots;
    const examples = examplesLike(goal.text, this.#context, EXAMPLES).join('\n');
    const { goals, keep } = await this.#asker.ask(decompose, {
      goal,
      ...(answers ? { answers } : {}),
      examples: { from: SONNY, text: examples },
      ...(wrong ? { wrong } : {}),
    });
    const parts = goals.map(({ words, goal: said }) => ({ words, do: SAY, args: { goal: said } }));
    return Proposal.parse({ kind: 'plan', parts, keep });
  }
}
