import type { Constraint, ConstraintRule } from '../protocol/constraint.ts';
import type { RunView } from '../protocol/run.ts';
import type { StepView } from '../protocol/step.ts';
import { footprintOf, normal, type Footprint } from '../skills/footprint.ts';
import type { Skill } from '../skills/skill.ts';
import type { Claim, Placed, PlanProof } from './explain/claim.ts';

// Accepts or rejects explanations of plans. It shares no code with what makes them: it reads the run, the skills' declarations
// and the constraints itself. An explanation is true in every claim, leaves none out, and leads a step to the person's words.

type Skills = ReadonlyMap<string, Skill>;
type Literals = ReturnType<Skill['needs']>;
type L = Literals[number];
type Never = Extract<ConstraintRule, { kind: 'never' }>;
type Of<K extends Claim['kind']> = Extract<Claim, { kind: K }>;

const text = (x: unknown): string => JSON.stringify(x) ?? '';
const stmt = (l: L): string => text([l.relation, l.args]);
const lit = (l: L): string => text([l.relation, l.args, l.negated === true]);
const has = (list: Literals, l: L): boolean => list.some((x) => lit(x) === lit(l));

class Court {
  readonly run: RunView;
  readonly skills: Skills;
  readonly rules: readonly Constraint[];
  readonly #ahead = new Map<string, Set<string>>();
  /** How soon each step can end, in milliseconds from the run's first moment. */
  readonly soonest = new Map<string, number>();

  constructor(run: RunView, skills: Skills) {
    [this.run, this.skills, this.rules] = [run, skills, run.constraints ?? []];
    for (const { id, dependsOn, skill } of run.steps) {
      this.#ahead.set(id, new Set(dependsOn.flatMap((d) => [d, ...(this.#ahead.get(d) ?? [])])));
      const own = skills.get(skill);
      const takes = own?.usual ?? (own && own.undo.kind !== 'nothing' ? Math.min(2000, own.deadline / 20) : 0);
      this.soonest.set(id, takes + Math.max(0, ...dependsOn.map((d) => this.soonest.get(d) ?? 0)));
    }
  }
  step = (id: string): StepView | undefined => this.run.steps.find((s) => s.id === id);
  rule = (id: string): Constraint | undefined => this.rules.find((c) => c.id === id);
  needs = (s: StepView): Literals => this.skills.get(s.skill)?.needs(s.args) ?? [];
  changes = (s: StepView): Literals => this.skills.get(s.skill)?.changes(s.args, s.id) ?? [];
  first = (a: string, b: string): boolean => this.#ahead.get(b)?.has(a) === true;
  /** Whether the literal is there for `taker` because of `giver`, and of no step between the two. */
  causes(giver: StepView, taker: StepView, l: L): boolean {
    if (!this.first(giver.id, taker.id) || !has(this.needs(taker), l) || !has(this.changes(giver), l)) return false;
    const between = this.run.steps.filter((s) => this.first(giver.id, s.id) && this.first(s.id, taker.id));
    return !between.some((s) => this.changes(s).some((c) => stmt(c) === stmt(l)));
  }
}

const takes = (value: unknown, from: string, output: string): boolean => text(value).includes(text({ from, output }));
const within = (path: string, folder: string): boolean => `${path}/`.startsWith(folder === '/' ? '/' : `${folder}/`);

const forbids = (rule: Never, f: Footprint, before: readonly Footprint[]): boolean => {
  if (f.unknown) return rule.foreseen !== true;
  if (rule.act === 'mail') return f.reaches === 'mail';
  if (rule.act === 'close') return f.closes;
  if (f.unnamed && rule.act !== 'delete' && !rule.foreseen) return true;
  const own = new Set<string>();
  for (const { removes, makes } of before) {
    removes.forEach((path) => own.delete(path));
    makes.forEach((path) => own.add(path));
  }
  const takes = {
    change: f.changes,
    delete: f.deletes,
    overwrite: f.replaces,
    'take-away': [...f.removes, ...f.replaces],
  };
  const mine = (path: string): boolean => !own.has(path);
  const hit = rule.act === 'touch' ? f.touches : takes[rule.act].filter(mine).map((path) => ({ path, whole: true }));
  if (rule.paths === null) return hit.length > 0;
  const places = rule.paths.map((p) => normal(p));
  return hit.some((t) => places.some((p) => within(t.path, p) || (t.whole && within(p, t.path))));
};

/** Whether the skill with the arguments, in the place of a step, breaks the constraint. */
const breaks = (court: Court, step: StepView, skill: Skill, args: StepView['args'], { rule }: Constraint): boolean => {
  const { run } = court;
  const earlier = run.steps.slice(0, run.steps.indexOf(step));
  const prints = earlier.flatMap((s) => {
    const its = court.skills.get(s.skill);
    return its ? [footprintOf(its, s.args)] : [];
  });
  const f = footprintOf(skill, args);
  const now = run.endedAt ?? run.createdAt;
  const paid = (currency: string): number =>
    [...prints, f].reduce((sum, { spends }) => sum + (spends?.currency === currency ? spends.amount : 0), 0);
  const isOf = (s: StepView) => (arg: [string, unknown]) => text(s.args[arg[0]]) === text(arg[1]);
  switch (rule.kind) {
    case 'never':
      return forbids(rule, f, prints);
    case 'only-in':
      return f.unknown || f.unnamed || f.touches.some((t) => !rule.paths.some((p) => within(t.path, normal(p))));
    case 'at-most':
      return f.subjects.length > 0 && new Set([...prints, f].flatMap((x) => x.subjects)).size > rule.files;
    case 'spend':
      return f.spends !== null && (f.spends.currency !== rule.currency || paid(rule.currency) > rule.amount);
    case 'before':
      return run.status === 'refused' && now + (court.soonest.get(step.id) ?? 0) > rule.at;
    case 'not-before':
      return run.status === 'refused' && now < rule.at;
    case 'after':
      return !f.onlyLooks && !earlier.some((s) => s.skill === rule.skill && Object.entries(rule.args).every(isOf(s)));
  }
};

/** The step's arguments that the skill takes as well, and what it lacks then. */
const projected = (skill: Skill, step: StepView): { args: StepView['args']; lacks: string[] } => {
  const args: StepView['args'] = {};
  const lacks: string[] = [];
  for (const [name, schema] of Object.entries(skill.parameters.shape)) {
    const value = step.args[name];
    const isRef = value !== null && typeof value === 'object' && 'from' in value && 'output' in value;
    if (value !== undefined && (isRef || schema.safeParse(value).success)) args[name] = value;
    else if (!schema.safeParse(undefined).success) lacks.push(name);
  }
  return { args, lacks };
};

const riskOf = (skill: Skill, args: StepView['args']): string =>
  typeof skill.risk === 'function' ? skill.risk(args) : skill.risk;

const refusedFor = (step: StepView, c: Constraint): boolean =>
  step.error?.code === 'CONSTRAINT_VIOLATED' && step.error.details?.includes(`“${c.say}”`) === true;

/** Whether the words that a claim points to are those that asked for the step. */
const asks = ({ run }: Court, { step, start, end }: Of<'asked'>): boolean => {
  if (run.asked) return run.asked.some((a) => a.stepId === step && a.start === start && a.end === end);
  const words = run.goal.slice(start, end);
  return words !== '' && run.steps.some((s) => s.id === step && s.why.includes(`“${words}”`));
};

const fits = (skill: Skill, step: StepView): boolean => {
  const { args, lacks } = projected(skill, step);
  return lacks.length === 0 && Object.keys(args).length > 0;
};

/** What a claim speaks of, looked up; the skill's arguments in the step's place, and what it lacks there. */
type Scene = Record<'step' | 'other', StepView> &
  ReturnType<typeof projected> & {
    readonly court: Court;
    readonly skill: Skill;
    readonly rule: Constraint;
  };

const ground = ({ literal, kind }: Of<'rests' | 'unmet'>, { court, step }: Scene): boolean => {
  const at = court.needs(step).findIndex((n) => lit(n) === lit(literal));
  const given = court.run.steps.some((s) => court.causes(s, step, literal));
  return at >= 0 && !given && !step.closed && (step.needs[at]?.holds === false) === (kind === 'unmet');
};

/** When each kind of claim is true. */
const TRUE: { readonly [K in Claim['kind']]: (claim: Of<K>, scene: Scene) => boolean } = {
  asked: (c, { court }) => asks(court, c),
  gives: (c, { court, step, other }) => court.first(step.id, other.id) && takes(other.args, step.id, c.output),
  enables: (c, { court, step, other }) => court.causes(step, other, c.literal),
  chosen: (c, { step }) => step.within === c.other,
  rests: ground,
  unmet: ground,
  closed: (c, { step, skill }) =>
    step.closed?.path === c.path && footprintOf(skill, step.args).touches.some((t) => t.path === c.path),
  risk: ({ risk, because = [] }, { step, skill }) =>
    text([risk, because]) === text([step.risk, step.provenance?.because ?? []]) &&
    (riskOf(skill, step.args) === risk || (riskOf(skill, step.args) < risk && because.length > 0)),
  keeps: (_, { court, step, skill, rule }) => !breaks(court, step, skill, step.args, rule),
  breaks: (_, { court, step, skill, rule }) => breaks(court, step, skill, step.args, rule),
  'refused-for': (_, { step, rule }) => refusedFor(step, rule),
  error: (c, { court, step }) => (c.step === null ? court.run.error : step.error)?.code === c.code,
  unclear: (c, { court }) =>
    court.run.chips.some(({ kind, start, end }) => kind === 'unknown' && start === c.start && end === c.end),
  'in-plan': (c, { step }) => step.skill === c.skill,
  'no-such-skill': (c, { court }) => !court.skills.has(c.skill),
  'fits-nowhere': (_, { court, skill }) => !court.run.steps.some((s) => fits(skill, s)),
  lacks: (c, { lacks }) => lacks.includes(c.parameter),
  'would-break': (_, { court, step, skill, args, rule }) => breaks(court, step, skill, args, rule),
  'would-miss': (c, { court, step, skill, args }) =>
    has(court.changes(step), c.literal) && !has(skill.changes(args, step.id), c.literal),
  riskier: (c, { step, skill, args }) => c.risk === riskOf(skill, args) && c.risk > step.risk,
  'no-way-back': (_, { step, skill }) => skill.undo.kind === 'irreversible' && step.undo.possible,
};

/** Whether one claim is true of the run: all that it speaks of is there, and it is as it says. */
const holds = (court: Court, claim: Claim): boolean => {
  const of = claim as Partial<Record<'step' | 'other' | 'skill' | 'constraint', string | null>>;
  const [step, other] = [court.step(of.step ?? ''), court.step(of.other ?? '')];
  const skill = court.skills.get(of.skill ?? step?.skill ?? '');
  const rule = court.rule(of.constraint ?? '');
  const missing = (of.step && !step) || (of.other && !other) || (of.constraint && !rule);
  const bare = ['asked', 'gives', 'enables', 'chosen', 'error', 'unclear', 'in-plan', 'no-such-skill'];
  if (missing || (!bare.includes(claim.kind) && !skill)) return false;
  const instead = skill && step ? projected(skill, step) : { args: {}, lacks: [] };
  // Checked just above: what a kind of claim speaks of is there when it is asked.
  const scene = { court, step, other, skill, rule, ...instead } as Scene;
  return (TRUE[claim.kind] as (claim: Claim, scene: Scene) => boolean)(claim, scene);
};

/** For a step: the way from it to the person's words, each claim one deeper; its length, or -1 where it leads nowhere. */
const wayLength = ({ run }: Court, from: string, claims: readonly Placed[]): number => {
  let at = from;
  for (const [i, { depth, claim }] of claims.entries()) {
    if (depth !== i) return -1;
    if (claim.kind === 'asked') return claim.step === at ? i + 1 : -1;
    if (!('other' in claim) || claim.step !== at) break;
    at = claim.other;
  }
  // Nothing of the plan is said to be asked for: then nothing can be led to.
  return run.asked || run.steps.some((s) => /“.+”/su.test(s.why)) ? -1 : 0;
};

/** What an explanation of a step must speak of, each once: its needs, its constraints and its risk. */
const subjectOf = (step: string, claim: Claim): string => {
  if ((claim.kind === 'rests' || claim.kind === 'unmet') && claim.step === step) return lit(claim.literal);
  if (claim.kind === 'enables' && claim.other === step) return lit(claim.literal);
  if ('constraint' in claim && claim.step === step) return claim.constraint;
  return (claim.kind === 'risk' || claim.kind === 'closed') && claim.step === step ? claim.kind : text(claim);
};

const sameSet = (a: readonly string[], b: readonly string[]): boolean => text([...a].sort()) === text([...b].sort());
const says = (claims: readonly Placed[], owed: readonly Claim[]): boolean =>
  sameSet(
    claims.map((p) => text(p.claim)),
    owed.map(text),
  );

const wholeStep = (court: Court, id: string, claims: readonly Placed[]): boolean => {
  const step = court.step(id);
  const way = wayLength(court, id, claims);
  if (!step || way < 0) return false;
  const rest = claims.slice(way);
  const needs = step.closed ? ['closed'] : court.needs(step).map(lit);
  const owed = [...new Set(needs), ...(court.skills.has(step.skill) ? [...court.rules.map((c) => c.id), 'risk'] : [])];
  const named = (id: string): boolean => court.rules.some((c) => c.id === id && refusedFor(step, c));
  const fair = ({ depth, claim }: Placed): boolean =>
    depth === 0 && (!('constraint' in claim) || named(claim.constraint) === (claim.kind === 'refused-for'));
  const subjects = rest.map((p) => subjectOf(id, p.claim));
  return rest.every(fair) && sameSet(subjects, owed);
};

const wholeRun = (court: Court, claims: readonly Placed[]): boolean => {
  const { run, skills } = court;
  const owed: Claim[] = run.error ? [{ kind: 'error', step: null, code: run.error.code }] : [];
  for (const s of run.steps) {
    if (!s.error) continue;
    owed.push({ kind: 'error', step: s.id, code: s.error.code });
    for (const c of court.rules) if (refusedFor(s, c)) owed.push({ kind: 'refused-for', step: s.id, constraint: c.id });
  }
  if (run.status === 'refused') {
    for (const c of run.chips) if (c.kind === 'unknown') owed.push({ kind: 'unclear', start: c.start, end: c.end });
    for (const s of run.steps) {
      if (s.closed) owed.push({ kind: 'closed', step: s.id, path: s.closed.path });
      const unmet = court.needs(s).filter((l) => holds(court, { kind: 'unmet', step: s.id, literal: l }));
      for (const literal of unmet) owed.push({ kind: 'unmet', step: s.id, literal });
      const skill = skills.get(s.skill);
      for (const c of skill ? court.rules : [])
        if (skill && breaks(court, s, skill, s.args, c)) owed.push({ kind: 'breaks', step: s.id, constraint: c.id });
    }
  } else if (run.asked)
    for (const { stepId: step, start, end } of run.asked) owed.push({ kind: 'asked', step, start, end });
  else claims.forEach(({ claim }) => claim.kind === 'asked' && owed.push(claim));
  return says(claims, owed);
};

const wholeSkill = (court: Court, name: string, claims: readonly Placed[]): boolean => {
  const [skill, steps] = [court.skills.get(name), court.run.steps];
  if (!claims.every((p) => p.depth === 0)) return false;
  if (!skill) return says(claims, [{ kind: 'no-such-skill', skill: name }]);
  const used = steps.filter((s) => s.skill === name).map((s): Claim => ({ kind: 'in-plan', skill: name, step: s.id }));
  if (used.length > 0) return says(claims, used);
  const places = steps.filter((s) => fits(skill, s));
  if (places.length === 0) {
    const lacks = steps.map((s) => ({ at: s.id, all: projected(skill, s).lacks }));
    const { at, all } = lacks.toSorted((a, b) => a.all.length - b.all.length)[0] ?? { at: '', all: [] };
    const owed = all.map((parameter): Claim => ({ kind: 'lacks', skill: name, step: at, parameter }));
    return says(claims, [{ kind: 'fits-nowhere', skill: name }, ...owed]);
  }
  const owed = places.flatMap((s) => {
    const { args } = projected(skill, s);
    const at = { skill: name, step: s.id };
    const all: Claim[] = [
      ...court.rules.map((c): Claim => ({ kind: 'would-break', ...at, constraint: c.id })),
      ...court.changes(s).map((literal): Claim => ({ kind: 'would-miss', ...at, literal })),
      { kind: 'riskier', ...at, risk: riskOf(skill, args) },
      { kind: 'no-way-back', ...at },
    ];
    return all.filter((c) => holds(court, c));
  });
  return says(claims, owed);
};

/** Whether an explanation of a plan is true and whole. */
export const acceptsPlanProof = ({ topic, claims }: PlanProof, run: RunView, skills: Skills): boolean => {
  const court = new Court(run, skills);
  if (new Set(claims.map((p) => text(p.claim))).size !== claims.length) return false;
  if (!claims.every((p) => holds(court, p.claim))) return false;
  if (topic.kind === 'run') return wholeRun(court, claims);
  return topic.kind === 'step' ? wholeStep(court, topic.step, claims) : wholeSkill(court, topic.skill, claims);
};
