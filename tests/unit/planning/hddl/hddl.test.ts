import { describe, expect, it } from 'vitest';
import { HddlChecker } from '../../../../shared/planning/hddl/check.ts';
import { HddlError } from '../../../../shared/planning/hddl/hddl-error.ts';
import type { Formula } from '../../../../shared/planning/htn/model.ts';
import { actionsOf, printPlan, type HddlPlan } from '../../../../shared/planning/hddl/plan.ts';
import { printDomain, printProblem } from '../../../../shared/planning/hddl/print.ts';
import { pullUp } from '../../../../shared/planning/hddl/pull-up.ts';
import { readDomain, readProblem } from '../../../../shared/planning/hddl/read.ts';
import { solveHddl } from '../../../../shared/planning/hddl/solve.ts';
import { METHODS } from '../../../../shared/planning/methods/library.ts';
import { TRANSPORT, transportProblem } from './domains.ts';

const domain = readDomain(TRANSPORT);
const problem = readProblem(transportProblem(5, 3));
const now = (): number => process.cpuUsage().user / 1000;
const solve = (d = domain, p = problem, limit = 20_000): HddlPlan => {
  const found = solveHddl(d, p, { limit, now });
  if (found.kind === 'none') throw new Error(found.because);
  return found.plan;
};

describe('HDDL', () => {
  it('is read, printed and read back the same, Sonny’s own methods as well', () => {
    for (const each of [domain, ...METHODS]) expect(readDomain(printDomain(each))).toEqual(each);
    expect(readProblem(printProblem(problem))).toEqual(problem);
  });

  it.each([
    ['(define (domain d) (:task t :parameters (?x)', 'line 1, column 20: This parenthesis is never closed.'],
    ['(define (domain d)\n  (:method m :parameters ()))', 'line 2, column 3: A method names its “:task”.'],
    ['(define (domain d) (:durative-action a))', '“:durative-action” can’t be read here.'],
    ['(define (problem d))', 'A domain begins with “(define (domain …)”.'],
    ['(define (domain d) (:action a :parameters (?x - ) :effect ()))', 'A type is missing'],
    [
      '(define (domain d) (:method m :task (t) :tasks (and (a (x)) (b (y))) :ordering (< a c)))',
      'of ids of these tasks',
    ],
    ['('.repeat(300), 'nested too deeply'],
    ['', 'The text is empty.'],
  ])('that is malformed is refused with its place: %j', (text, why) => {
    expect(() => readDomain(text)).toThrow(HddlError);
    expect(() => readDomain(text)).toThrow(why);
  });

  it('that asks for what is not there has no plan', () => {
    const cut = readProblem(transportProblem(5, 3).replace('(at v0 p0)', '(at v0 p0) (broken v0)'));
    expect(solveHddl(domain, cut, { limit: 3000, now })).toEqual({ kind: 'none', because: 'impossible' });
  });
});

describe('a problem whose tasks leave open with what they are done', () => {
  const PAINTING = readDomain(`(define (domain painting) (:types wall colour - object)
    (:predicates (open ?c - colour) (painted ?w - wall ?c - colour))
    (:task paint :parameters (?w - wall ?c - colour))
    (:method by-brush :parameters (?w - wall ?c - colour) :task (paint ?w ?c) :precondition (open ?c)
      :ordered-subtasks (brush ?w ?c))
    (:action brush :parameters (?w - wall ?c - colour) :effect (painted ?w ?c)))`);
  const colours = Array.from({ length: 8 }, (_, i) => `c${i}`).join(' ');
  const walls = Array.from({ length: 20 }, (_, i) => i);
  const painting = (own: string): ReturnType<typeof readProblem> =>
    readProblem(`(define (problem p) (:domain painting) (:objects ${walls.map((i) => `w${i}`).join(' ')} - wall ${colours} - colour)
      (:htn :parameters (${walls.map((i) => `?c${i}`).join(' ')} ?all - colour)
        :ordered-subtasks (and ${walls.map((i) => `(paint w${i} ${own}${own === '?c' ? i : ''})`).join(' ')}))
      (:init (open c2) (open c5) (open c7))
      (:goal (and ${walls.map((i) => `(painted w${i} c5)`).join(' ')})))`);

  it('has a plan though all choices together are too many, and the plan shows the tasks as they were given', () => {
    const found = solve(PAINTING, painting('?c'), 6000);
    expect(new HddlChecker(PAINTING, painting('?c')).fault(found)).toBeNull();
    expect(found.roots.map((root) => found.tasks[root]!)).toEqual(
      walls.map((i): unknown => expect.objectContaining({ name: 'paint', args: [`w${i}`, 'c5'], method: 'by-brush' })),
    );
  });

  it('chooses once what several of its tasks speak of', () => {
    const found = solve(PAINTING, painting('?all'), 6000);
    expect(new HddlChecker(PAINTING, painting('?all')).fault(found)).toBeNull();
  });
});

describe('a plan of tasks', () => {
  const plan = solve();

  it('is found through left recursion, and the independent checker accepts it', () => {
    expect(new HddlChecker(domain, problem).fault(plan)).toBeNull();
    const names = actionsOf(plan).map((a) => a.name);
    expect(names.filter((n) => n === 'load')).toHaveLength(2);
    expect(printPlan(plan)).toMatch(
      /^==>\n0 \w+ [\s\S]*\nroot \d+ \d+ \d+\n\d+ deliver x0 p1 -> by-a-van \d+[\s\S]*\n<==\n$/,
    );
  });

  const changed = (change: (plan: { tasks: HddlPlan['tasks'][number][]; roots: number[] }) => void): HddlPlan => {
    const copy = { tasks: [...plan.tasks], roots: [...plan.roots] };
    change(copy);
    return copy;
  };
  const at = (name: string): number => plan.tasks.findIndex((t) => t.name === name);
  it.each<[string, HddlPlan]>([
    ['without a task of the problem', changed((p) => p.roots.pop())],
    ['in another order', changed((p) => p.roots.reverse())],
    [
      'with another argument',
      changed((p) => (p.tasks[at('load')] = { ...p.tasks[at('load')]!, args: ['x1', 'v0', 'p0'] })),
    ],
    [
      'with the broken van',
      changed((p) => (p.tasks[at('load')] = { ...p.tasks[at('load')]!, args: ['x0', 'v1', 'p0'] })),
    ],
    [
      'by a method of another task',
      changed((p) => (p.tasks[at('deliver')] = { ...p.tasks[at('deliver')]!, method: 'stay' })),
    ],
    [
      'with a method whose condition does not hold',
      changed((p) => (p.tasks[at('deliver')] = { ...p.tasks[at('deliver')]!, method: 'is-there', parts: [] })),
    ],
    [
      'without a part of a method',
      changed(
        (p) => (p.tasks[at('deliver')] = { ...p.tasks[at('deliver')]!, parts: p.tasks[at('deliver')]!.parts.slice(1) }),
      ),
    ],
    ['with a task twice', changed((p) => p.roots.push(p.roots[0]!))],
    [
      'with a task that nothing asks for',
      changed((p) => p.tasks.push({ name: 'drive', args: ['v0', 'p0', 'p1'], method: null, parts: [] })),
    ],
  ])('%s is rejected', (_, wrong) => {
    expect(new HddlChecker(domain, problem).fault(wrong)).not.toBeNull();
  });

  it('is not lost by asking for conditions earlier', () => {
    const early = pullUp(domain);
    expect(early.methods.length).toBe(domain.methods.length);
    expect(new HddlChecker(early, problem).fault(solve(early))).toBeNull();
  });

  it('asks beforehand for what nothing that comes before may bring about, and for nothing else', () => {
    const chain =
      readDomain(`(define (domain chain) (:predicates (kept) (made) (lost) (open ?x)) (:task t :parameters ()) (:task inner :parameters (?x))
      (:method m :parameters (?x) :task (t) :subtasks (and (last (end)) (one (first)) (two (inner ?x))) :ordering (and (one < two) (two < last)))
      (:method n :parameters (?x) :task (inner ?x) :ordered-subtasks (and (middle ?x)))
      (:action first :effect (and (made) (not (lost)) (not (kept))))
      (:action middle :parameters (?x) :precondition (and (kept) (made) (open ?x)) :effect (not (open ?x)))
      (:action end :precondition (and (not (lost)) (not (kept)))))`);
    const [m] = pullUp(chain).methods;
    const asked = (f: Formula): readonly string[] =>
      f.is === 'and' ? f.of.flatMap(asked) : f.is === 'atom' ? [[f.atom.name, ...f.atom.args].join(' ')] : ['not'];
    expect(asked(m!.condition).toSorted()).toEqual(['kept', 'open ?x']);
    expect(m!.network.tasks.map(({ call }) => call.name)).toEqual(['first', 'inner', 'end']);
  });

  it('with more orders than can be tried is too large, and says so', () => {
    const parts = Array.from({ length: 12 }, (_, i) => `(t${i} (go))`).join(' ');
    const wide = readDomain(`(define (domain wide) (:task t :parameters ())
      (:method m :task (t) :subtasks (and ${parts})) (:action go :parameters ()))`);
    const task = readProblem('(define (problem p) (:domain wide) (:htn :tasks (and (t))) (:init))');
    expect(solveHddl(wide, task, { limit: 20_000, now })).toEqual({ kind: 'none', because: 'too-large' });
  });

  it('may have parts in any order that is allowed', () => {
    const loose = readDomain(`(define (domain loose) (:predicates (a) (b)) (:task t :parameters ())
      (:method m :task (t) :subtasks (and (one (first)) (two (second)) (three (third))) :ordering (and (< one three)))
      (:action first :effect (a)) (:action second :precondition (a) :effect (b)) (:action third :precondition (b) :effect (not (a))))`);
    const task = readProblem('(define (problem p) (:domain loose) (:htn :tasks (and (t))) (:init))');
    const found = solve(loose, task);
    expect(actionsOf(found).map((t) => t.name)).toEqual(['first', 'second', 'third']);
    expect(new HddlChecker(loose, task).fault(found)).toBeNull();
  });

  const row = (kind: string, length: number): string => Array.from({ length }, (_, i) => `${kind}${i}`).join(' ');
  const steps = (length: number): string =>
    Array.from({ length: length - 1 }, (_, i) => `(next p${i} p${i + 1})`).join(' ');

  it.each([
    ['goes on by its last part for longer than methods may lie in each other', 1500, '(and (walk ?a ?b) (go))', '(go)'],
    ['has a task that lies in itself with nothing changed', 4, '(and (go) (walk ?a ?b))', '(go)'],
  ])('is found where it %s', (_, length, parts, top) => {
    const far = readDomain(`(define (domain far) (:types place) (:predicates (at ?p - place) (next ?a ?b - place))
      (:task go :parameters ()) (:method stay :parameters () :task (go) :ordered-subtasks ())
      (:method on :parameters (?a ?b - place) :task (go) :ordered-subtasks ${parts})
      (:action walk :parameters (?a ?b - place) :precondition (and (at ?a) (next ?a ?b))
        :effect (and (not (at ?a)) (at ?b))))`);
    const task = readProblem(`(define (problem p) (:domain far) (:objects ${row('p', length)} - place)
      (:htn :ordered-subtasks (and ${top})) (:init (at p0) ${steps(length)}) (:goal (at p${length - 1})))`);
    const found = solve(far, task, 6000);
    expect(actionsOf(found)).toHaveLength(length - 1);
    // Checking looks at every object for each: the longer plan is checked by its actions alone.
    if (length < 100) expect(new HddlChecker(far, task).fault(found)).toBeNull();
  });

  it('is found where only the last of very many ways leads on', () => {
    const many = readDomain(`(define (domain many) (:types thing) (:predicates (good ?a ?b - thing) (done))
      (:task t :parameters ()) (:task u :parameters (?a ?b - thing))
      (:method m :parameters (?a ?b - thing) :task (t) :ordered-subtasks (and (u ?a ?b) (finish ?a ?b)))
      (:method n :parameters (?a ?b - thing) :task (u ?a ?b) :ordered-subtasks (and (start ?a ?b)))
      (:action start :parameters (?a ?b - thing) :effect (and (done) (not (done))))
      (:action finish :parameters (?a ?b - thing) :precondition (and (good ?a ?b) (done)) :effect (not (good ?a ?b))))`);
    const task = readProblem(`(define (problem p) (:domain many) (:objects ${row('o', 70)} - thing)
      (:htn :ordered-subtasks (and (t))) (:init (good o69 o69)))`);
    const found = solve(many, task);
    expect(actionsOf(found).map((t) => t.args)).toEqual([
      ['o69', 'o69'],
      ['o69', 'o69'],
    ]);
    expect(new HddlChecker(many, task).fault(found)).toBeNull();
  });
});
