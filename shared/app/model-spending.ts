import type { Runs } from '../execution/runs.ts';
import type { Model } from '../ports/model.ts';
import type { SettingsStore } from '../ports/settings.ts';
import { SonnyError } from '../protocol/errors.ts';

const DAY = 24 * 60 * 60_000;
const PAGE = 100;

export interface ModelSpending {
  /** US dollars. */
  readonly spent: number;
  /** Some of it had no price. */
  readonly unpriced: boolean;
}

/** What the runs that were begun in the last 24 hours paid for models, as the journal has it. */
export const spentLately = (runs: Pick<Runs, 'newest'>, now: number): ModelSpending => {
  let spent = 0;
  let unpriced = false;
  let before: number | undefined;
  for (;;) {
    const page = runs.newest(PAGE, before);
    for (const { view, usage } of page) {
      if (view.createdAt <= now - DAY) return { spent, unpriced };
      spent += usage.cost;
      unpriced ||= view.model?.unpriced ?? false;
      before = view.createdAt;
    }
    if (page.length < PAGE) return { spent, unpriced };
  }
};

/** What several paid together. */
export const allSpent = (parts: readonly ModelSpending[]): ModelSpending => ({
  spent: parts.reduce((sum, { spent }) => sum + spent, 0),
  unpriced: parts.some(({ unpriced }) => unpriced),
});

/** What Settings allow models to cost, in US dollars. */
export const modelCaps = (settings: SettingsStore): { mostPerDay(): number; mostPerRun(): number } => ({
  mostPerDay: () => settings.get().model.mostPerDay,
  mostPerRun: () => settings.get().model.mostPerRun,
});

/** The same model, until models have cost as much as they may in a day: then it rejects with BUDGET_COST and is not asked. */
export const withinDay = (model: Model, spending: () => ModelSpending, most: () => number): Model => {
  const check = (): void => {
    const { spent } = spending();
    if (spent > most())
      throw new SonnyError(
        'BUDGET_COST',
        `In 24 hours models have cost $${spent.toFixed(2)}, and Settings allow $${most().toFixed(2)}.`,
      );
  };
  return {
    ability: () => model.ability(),
    async ask(request, progress, onDelta) {
      check();
      return model.ask(request, progress, onDelta);
    },
    async embed(texts, progress) {
      check();
      return model.embed(texts, progress);
    },
  };
};
