import type { Clock } from '../../ports/clock.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { PlanMark, Suggestion } from '../../protocol/knowledge.ts';
import { isEnded, type RunView } from '../../protocol/run.ts';
import type { ViewEvent } from '../../protocol/views.ts';
import type { Following } from './following.ts';
import { marksOf } from './marks.ts';

/** Changes that come in quick succession are told once, after this many milliseconds. */
const COALESCE = 150;

interface NewsOptions {
  readonly clock: Clock;
  readonly following: Following;
  readonly run: (runId: string) => RunView;
  readonly suggestions: (now: number) => readonly Suggestion[];
  readonly emit: (event: ViewEvent) => void;
}

/** Tells windows what has changed of what is known: that it has, the steps of open runs that it would break, and suggestions. */
export class News {
  readonly #options: NewsOptions;
  readonly #open = new Set<string>();
  /** What was told last, of each run and, by no name, of the suggestions. */
  readonly #told = new Map<string, string>();
  #revision = 0;
  #telling = false;

  constructor(options: NewsOptions) {
    this.#options = options;
  }

  /** A run whose steps may be marked, as long as it has not ended. */
  watch({ id, status }: Pick<RunView, 'id' | 'status'>): void {
    if (isEnded(status)) this.#open.delete(id);
    else this.#open.add(id);
  }

  /** The runs whose steps may be marked. */
  get open(): readonly RunView[] {
    return [...this.#open].map((id) => this.#options.run(id));
  }

  soon(): void {
    const { clock, following, emit } = this.#options;
    if (this.#telling || following.closing.aborted) return;
    this.#telling = true;
    const told = clock.sleep(COALESCE, following.closing).then(async () => {
      await following.ready();
      this.#telling = false;
      if (!following.closing.aborted) this.tell();
    });
    told.catch((thrown: unknown) => emit({ type: 'notice', error: SonnyError.from(thrown).view() }));
  }

  tell(): void {
    const { following, suggestions: list, emit } = this.#options;
    const now = following.catchUp();
    emit({ type: 'knowledge', revision: ++this.#revision, at: now });
    for (const runId of this.#open) this.#mark(runId, now);
    for (const runId of this.#told.keys()) if (runId !== '' && !this.#open.has(runId)) this.#mark(runId, now);
    const suggestions = list(now);
    if (this.#isNews('', suggestions)) emit({ type: 'suggestions', suggestions: [...suggestions] });
  }

  /** What a window that is new is told. */
  snapshot(): readonly ViewEvent[] {
    const { clock, following, suggestions } = this.#options;
    const marks = [...this.#told].flatMap(([runId, told]): ViewEvent[] =>
      runId === '' ? [] : [{ type: 'plan.marks', runId, marks: JSON.parse(told) as PlanMark[] }],
    );
    const open: ViewEvent[] = following.isFolded
      ? [{ type: 'suggestions', suggestions: [...suggestions(clock.now())] }]
      : [];
    return [...marks, ...open];
  }

  #mark(runId: string, now: number): void {
    const { following, run, emit } = this.#options;
    const marks = this.#open.has(runId) ? marksOf(run(runId), following.mind, now) : [];
    if (marks.length === 0 && !this.#told.has(runId)) return;
    if (this.#isNews(runId, marks)) emit({ type: 'plan.marks', runId, marks: [...marks] });
    if (marks.length === 0) this.#told.delete(runId);
  }

  #isNews(about: string, what: object): boolean {
    const text = JSON.stringify(what);
    if (this.#told.get(about) === text) return false;
    this.#told.set(about, text);
    return true;
  }
}
