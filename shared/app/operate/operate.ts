import type { Grower, Growth } from '../../execution/act/grow-step.ts';
import type { RunState } from '../../execution/state.ts';
import type { Ground } from '../../policy/provenance/ground.ts';
import type { Scope } from '../../policy/scope.ts';
import type { Sight, Target } from '../../ports/eye.ts';
import type { Performer } from '../../ports/performer.ts';
import type { DataInput } from '../../prompts/data.ts';
import { operate, type Next } from '../../prompts/asks/operate.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { PlannedStep } from '../../protocol/events.ts';
import { isRef, PageRef, WindowRef, type StepView } from '../../protocol/step.ts';
import type { Json } from '../../protocol/json.ts';
import { ACTIONS, coveredClass } from '../../skills/operate.ts';
import { PERSON } from '../../symbolic/labels/source.ts';
import type { ViewEvent } from '../../protocol/views.ts';
import { costing, ModelAsker } from '../model/ask.ts';
import { readFor } from '../model/ground-of.ts';
import { canAsk, noteInjections, saidIn } from '../model/plan-with-model.ts';
import type { PlanningPorts } from '../ports.ts';
import { chosen } from './acts.ts';
import { asStep } from './as-step.ts';
import { Elements, type Named } from './elements.ts';
import { shownBy, STANDSTILL, withoutProgress } from './progress.ts';
import { doneData, readData, screenData, sourceOf } from './tell.ts';

/** How long one look may take, in milliseconds, and how often what may not be done is sent back before the person is asked. */
const LOOKING = 10_000;
const TRIES = 3;

const targetOf = (args: Readonly<Record<string, Json>>): Target => {
  const window = WindowRef.safeParse(args['window']);
  if (window.success) return { window: window.data };
  const page = PageRef.safeParse(args['page']);
  if (page.success) return { page: page.data };
  throw new SonnyError('TARGET_MISSING', 'It is not said in which window or on which page to work.');
};

const scopeOf = (target: Target, args: Readonly<Record<string, Json>>, { windows }: Sight): Scope => ({
  windows: 'window' in target ? [target.window.id, ...windows.map(({ id }) => id)] : [],
  page: 'page' in target ? target.page : null,
  covers: coveredClass(args),
});

const GO_ON = { id: 'go-on', label: 'Go on trying' };

/** A question about a step, once at each point of it. */
const asking = (
  stepId: string,
  point: string,
  ask: string,
  candidates: readonly { id: string; label: string }[],
): Growth => ({
  kind: 'question',
  question: { subject: `operate:${stepId}:${point}`, ask, candidates: [...candidates] },
});

const isAnswered = ({ answers }: RunState, stepId: string, point: string): boolean =>
  `operate:${stepId}:${point}` in answers;

/** What the person was asked on the way, and their word. */
const saidData = ({ answers }: RunState, stepId: string): readonly DataInput[] =>
  Object.entries(answers)
    .filter(([subject]) => subject.startsWith(`operate:${stepId}:asks`))
    .map(([, answer]) => ({ from: PERSON, text: answer, cut: 'never' as const }));

/** The file that an earlier step of the run opened in the window. */
const fileOf = (target: Target, steps: readonly StepView[]): string | null => {
  if (!('window' in target)) return null;
  const { id } = target.window;
  const opener = steps.find(({ outputs }) => WindowRef.safeParse(outputs?.['window']).data?.id === id);
  return typeof opener?.args['file'] === 'string' ? opener.args['file'] : null;
};

/** The window or page as the step itself has it: where an earlier step opens it, done once more it is the one that is opened then. */
const asPlanned = (args: PlannedStep['args'], own: StepView['args'], target: Target): PlannedStep['args'] => {
  const [name, it] = 'window' in target ? (['window', target.window] as const) : (['page', target.page] as const);
  const planned = own[name];
  return isRef(planned) && JSON.stringify(args[name]) === JSON.stringify(it) ? { ...args, [name]: planned } : args;
};

/** One act after another in the order chosen, each after the one before; or what is wrong with the first that may not be. */
const stepsOf = (
  next: Extract<Next, { next: 'act' }>,
  of: {
    readonly step: StepView;
    readonly target: Target;
    readonly elements: readonly Named[];
    readonly file: string | null;
    readonly scope: Scope;
    readonly ground: Ground;
    readonly taken: number;
    readonly skills: PlanningPorts['skills'];
  },
): readonly PlannedStep[] | { readonly wrong: string } => {
  const steps: PlannedStep[] = [];
  for (const act of next.acts) {
    const call = chosen(act, of.target, of.elements, of.file);
    if ('wrong' in call) return call;
    const before = steps.at(-1)?.id;
    const place = {
      id: `${of.step.id}.${of.taken + steps.length + 1}`,
      within: of.step.id,
      dependsOn: before === undefined ? of.step.dependsOn : [before],
      why: next.why,
    };
    const made = asStep(call, place, of.scope, of.ground, of.skills);
    if ('wrong' in made) return made;
    steps.push({ ...made, args: asPlanned(made.args, of.step.args, of.target) });
  }
  return steps;
};

/**
 * Chooses the acts of steps that work in a window or on a page: looks, asks the model, holds what it chose to the scope and the policy.
 */
export const createOperator = (ports: PlanningPorts, emit: (event: ViewEvent) => void): Grower => {
  /** By run and step: ids of elements, while this program runs. */
  const elementsOf = new Map<string, Elements>();

  return async (state, step, args, signal, note) => {
    const { clock, hash, model, home } = ports;
    // Done before in this run: what is done once more is the same acts, and nothing is asked.
    if (state.acts.some((act) => act.stepId === step.id && !act.untouched)) return { kind: 'done' };
    if (!canAsk(model)) throw new SonnyError('MODEL_NOT_SET_UP');
    const target = targetOf(args);
    const eye = ports.eyes?.find((one) => one.sees(target));
    if (!eye) throw new SonnyError('UNSUPPORTED', 'Nothing on this machine can look there.');
    const inner = state.view.steps.filter(({ within }) => within === step.id);
    const begun = inner.filter(({ startedAt }) => startedAt !== undefined).length;

    const most = typeof args['actions'] === 'number' ? args['actions'] : ACTIONS;
    const allowed =
      most * (1 + Object.keys(state.answers).filter((s) => s.startsWith(`operate:${step.id}:more`)).length);
    if (begun >= allowed)
      return asking(step.id, `more-${begun}`, `It has taken ${begun} acts. Shall Sonny take more?`, [
        { id: 'more', label: `${most} more` },
      ]);

    const sight = await eye.look(target, { signal, deadline: clock.now() + LOOKING, log: () => {} });
    const seen = hash(shownBy(sight));
    if (withoutProgress(state, step.id, seen) >= STANDSTILL && !isAnswered(state, step.id, `still-${begun}`))
      return asking(
        step.id,
        `still-${begun}`,
        `Nothing has changed for ${STANDSTILL} acts. Shall Sonny go on trying?`,
        [GO_ON],
      );

    const key = `${state.view.id}/${step.id}`;
    const ids = elementsOf.get(key) ?? new Elements();
    elementsOf.set(key, ids);
    const elements = ids.name(sight);
    const source = sourceOf(target, sight);
    const asker = new ModelAsker({ model, clock, hash, note, emit, signal, state, ...costing(ports) });
    const [screen, read, done] = [
      screenData(target, sight, elements),
      readData(state.view.steps, ports.skills),
      doneData(inner, source),
    ];
    const given = [screen, ...read, ...done];
    await noteInjections(given, state.view.id, clock, note);
    const ground = (): Ground => ({ by: 'model', words: saidIn(state), read: readFor(state.view, given), home });
    const slots = {
      goal: { from: PERSON, text: state.view.goal, cut: 'never' as const },
      task: { from: PERSON, text: String(args['task']), cut: 'never' as const },
      said: [...saidData(state, step.id)],
      screen,
      read: [...read],
      done: [...done],
    };
    const pictures = sight.picture && model.ability()?.sees ? [sight.picture] : [];
    let wrong: string | null = null;
    for (let tries = 0; tries < TRIES; tries++) {
      const told: { wrong?: DataInput } = wrong === null ? {} : { wrong: { from: source, text: wrong, cut: 'never' } };
      const next = await asker.ask(operate, { ...slots, ...told }, pictures);
      if (next.next === 'done') return { kind: 'done' };
      if (next.next === 'ask')
        return asking(
          step.id,
          `asks-${begun}-${Object.keys(state.answers).length}`,
          next.question,
          [...new Set(next.answers)].map((answer) => ({ id: answer, label: answer })),
        );
      const scope = scopeOf(target, args, sight);
      const file = fileOf(target, state.view.steps);
      const of = { step, target, elements, file, scope, ground: ground(), taken: inner.length, skills: ports.skills };
      const steps = stepsOf(next, of);
      if (!('wrong' in steps)) return { kind: 'steps', steps, seen };
      wrong = steps.wrong;
    }
    return asking(
      step.id,
      `wrong-${begun}-${Object.keys(state.answers).length}`,
      `${asker.name} chose nothing that may be done. ${wrong ?? ''} Shall Sonny go on trying?`,
      [GO_ON],
    );
  };
};

/** What is left of such a step once its acts are done: to read back what it was to show. */
export const operating: Performer = {
  skills: ['screen.operate'],
  perform: async () => ({ status: 'done', outputs: {}, evidence: [], receipt: {} }),
  undo: async () => ({ status: 'undone', evidence: [] }),
};
