import { SvelteMap } from 'svelte/reactivity';
import type { PlanMark, Suggestion } from '../../shared/protocol/knowledge.ts';
import type { ViewEvent } from '../../shared/protocol/views.ts';
import type { Announcer } from './announcer.svelte.ts';
import type { Runs } from './runs.svelte.ts';

type KnowledgeEvent = Extract<ViewEvent, { type: 'knowledge' | 'plan.marks' | 'suggestions' }>;

/** What a window is told of Sonny's knowledge without asking: that it changed, what it suggests, what it breaks. */
export class Knowledge {
  /** Counts the changes; who shows what Sonny knows asks again when it moves. */
  revision = $state(0);
  suggestions = $state.raw<readonly Suggestion[]>([]);
  readonly #marks = new SvelteMap<string, ReadonlyMap<string, PlanMark>>();
  readonly #announcer: Announcer;
  readonly #runs: Runs;

  constructor(announcer: Announcer, runs: Runs) {
    this.#announcer = announcer;
    this.#runs = runs;
  }

  /** The steps of a run that would not work any more, by step. */
  marks(runId: string): ReadonlyMap<string, PlanMark> {
    return this.#marks.get(runId) ?? NONE;
  }

  /** Takes a suggestion away before the host has answered. */
  dismissed(id: string): void {
    this.suggestions = this.suggestions.filter((one) => one.id !== id);
  }

  apply(event: KnowledgeEvent): void {
    if (event.type === 'knowledge') this.revision = event.revision;
    else if (event.type === 'suggestions') this.#suggest(event.suggestions);
    else this.#mark(event.runId, event.marks);
  }

  #suggest(suggestions: readonly Suggestion[]): void {
    const known = new Set(this.suggestions.map(({ id }) => id));
    const fresh = suggestions.filter(({ id }) => !known.has(id));
    this.suggestions = suggestions;
    if (fresh[0])
      this.#announcer.say(`Suggestion: ${fresh[0].say}${fresh.length > 1 ? ` And ${fresh.length - 1} more.` : ''}`);
  }

  #mark(runId: string, marks: readonly PlanMark[]): void {
    const before = this.marks(runId);
    this.#marks.set(runId, new Map(marks.map((mark) => [mark.stepId, mark])));
    const fresh = marks.find(({ stepId }) => !before.has(stepId));
    if (!fresh) return;
    const place = (this.#runs.get(runId)?.steps.findIndex(({ id }) => id === fresh.stepId) ?? -1) + 1;
    this.#announcer.say(`${place > 0 ? `Step ${place}` : 'A step'} no longer works: ${fresh.say}`);
  }
}

const NONE: ReadonlyMap<string, PlanMark> = new Map();
