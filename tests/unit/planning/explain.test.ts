import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptsPlanProof } from '../../../shared/planning/explain-check.ts';
import { Story, type Account } from '../../../shared/planning/explain/account.ts';
import type { Claim, PlanProof } from '../../../shared/planning/explain/claim.ts';
import { whyNotSkill, whyRun, whyStep } from '../../../shared/planning/explain/explain.ts';
import { whyNotProof } from '../../../shared/planning/explain/why-not.ts';
import { whyRunProof, whyStepProof } from '../../../shared/planning/explain/why.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import type { StepView } from '../../../shared/protocol/step.ts';
import { SKILLS } from '../../../shared/skills/catalogue.ts';
import { HOME, machine, NOW } from '../goals/machine.ts';
import { GOLDEN } from './golden/goals.ts';
import { planFor } from './golden/world.ts';

const account: Account = { skills: SKILLS, home: HOME, apps: machine.apps };

const REFUSED = [
  'move all PDFs in ~/Downloads to ~/Papers without touching ~/Downloads',
  'move ~/Documents/old.txt to the trash without deleting anything and never e-mail anyone',
  'copy all PDFs in ~/Downloads to ~/Papers, at most 2 files',
  'click "Send" in the window "Budget" and never e-mail anyone',
  'write "Buy milk" in the text editor and save it as ~/Documents/shopping.txt within 1 second',
  'rename ~/Documents/old.txt to notes.txt',
  'move ~/nowhere.txt to ~/Papers',
  'read ~/.ssh/id_rsa',
  'create the folder ~/Papers/new and move ~/.ssh/id_rsa to ~/Papers/new',
];

/** The run as a window has it, right after planning. */
const runFor = (goal: string): RunView => {
  const { proposal, constraints } = planFor(goal);
  const base = {
    id: 'r',
    goal,
    chips: [],
    sentence: '',
    createdAt: NOW,
    suggestions: [],
    stepping: false,
    constraints: [...constraints],
  };
  if (proposal.kind === 'plan') {
    const { steps, asked } = proposal.plan;
    return {
      ...base,
      asked: [...asked],
      status: 'awaiting-approval',
      steps: steps.map((s) => ({ ...s, status: 'planned', evidence: [] })),
    };
  }
  if (proposal.kind !== 'refused') throw new Error(goal);
  return {
    ...base,
    status: 'refused',
    endedAt: NOW,
    error: new SonnyError(proposal.code, proposal.details).view(),
    steps: proposal.draft.map((s) => ({ ...s, status: 'planned', evidence: [] })),
  };
};

/** A run whose third step was refused when its turn came. */
const stopped = (): RunView => {
  const run = runFor('create the folder ~/Notes and create a file ~/Notes/a.txt with "a" and never overwrite anything');
  const error = new SonnyError(
    'CONSTRAINT_VIOLATED',
    '“Write” would break “don’t overwrite anything”: it overwrites it.',
  ).view();
  return {
    ...run,
    status: 'failed',
    error,
    steps: run.steps.map((s, i) => (i === 1 ? { ...s, status: 'refused', error } : s)),
  };
};

/** A run whose steps are of a higher class because a model chose what others had written. */
const raised = (): RunView => {
  const run = runFor('copy all PDFs in ~/Downloads to ~/Papers');
  const read = [{ kind: 'page' as const, of: 'https://a.example' }];
  const because = ['“to” comes from the page a.example, not from you.'];
  return {
    ...run,
    steps: run.steps.map((s) => ({ ...s, risk: 'R4', asks: true, provenance: { by: 'model', read, because } })),
  };
};

/** A run whose first step was chosen for its second when that had its turn. */
const grown = (): RunView => {
  const run = runFor('read ~/Documents/notes.txt and create a folder ~/New');
  const [first, second] = run.steps;
  if (!first || !second) throw new Error('It has too few steps.');
  return {
    ...run,
    steps: [{ ...first, within: second.id }, second],
    asked: (run.asked ?? []).filter(({ stepId }) => stepId !== first.id),
  };
};

const runs = [...GOLDEN, ...REFUSED].map((goal) => runFor(goal)).concat(stopped(), raised(), grown());

const proofsOf = (run: RunView): readonly PlanProof[] => {
  const story = new Story(run, account);
  return [
    whyRunProof(story),
    ...run.steps.map((step) => whyStepProof(story, step)),
    ...[...SKILLS.keys(), 'no.such'].map((skill) => whyNotProof(story, skill)),
  ];
};

describe('explanations of plans', () => {
  it('are accepted by the independent checker, all of them', () => {
    const rejected = runs.flatMap((run) =>
      proofsOf(run)
        .filter((proof) => !acceptsPlanProof(proof, run, SKILLS))
        .map((proof) => `${run.goal}: ${JSON.stringify(proof)}`),
    );
    expect(rejected).toEqual([]);
  });

  it('are rejected when they are changed in any way that matters, 600 times', () => {
    const cases = runs.flatMap((run) => proofsOf(run).map((proof) => ({ run, proof })));
    const strangers = cases.flatMap(({ proof }) => proof.claims);
    const whole = cases.filter(({ proof }) => proof.claims.length > 0);
    const twist = (claim: Claim, n: number, run: RunView): Claim => {
      const steps = run.steps.map((s) => s.id);
      const options: Record<string, unknown>[] = [];
      if ('start' in claim) options.push({ start: claim.start + 1 }, { end: claim.end - 1 });
      if ('literal' in claim)
        options.push(
          { literal: { ...claim.literal, negated: !claim.literal.negated } },
          { literal: { ...claim.literal, args: [...claim.literal.args, 'x'] } },
        );
      if ('path' in claim) options.push({ path: `${claim.path}x` });
      if ('output' in claim) options.push({ output: `${claim.output}x` });
      if ('risk' in claim) options.push({ risk: claim.risk === 'R1' ? 'R4' : 'R1' });
      if ('because' in claim) options.push({ because: [] }, { because: [...claim.because, 'x'] });
      if ('constraint' in claim) options.push({ constraint: 'c99' });
      if ('code' in claim) options.push({ code: 'INTERNAL' });
      if ('parameter' in claim) options.push({ parameter: 'nothing' });
      if ('skill' in claim) options.push({ skill: `${claim.skill}x` });
      if ('step' in claim) options.push({ step: 's99' }, { step: steps.find((s) => s !== claim.step) ?? 's99' });
      return { ...claim, ...options[n % options.length] };
    };
    let mutants = 0;
    fc.assert(
      fc.property(fc.constantFrom(...whole), fc.nat(3), fc.nat(1000), fc.nat(), ({ run, proof }, how, at, n) => {
        const { claims } = proof;
        const i = at % claims.length;
        const own = claims[i];
        const stranger = strangers[n % strangers.length];
        if (!own || !stranger) return;
        const same = (p: { claim: Claim }): boolean =>
          claims.some((c) => JSON.stringify(c.claim) === JSON.stringify(p.claim));
        const changed =
          how === 0
            ? claims.toSpliced(i, 1)
            : how === 1
              ? claims.with(i, { ...own, claim: twist(own.claim, n, run) })
              : how === 2 && !same(stranger)
                ? [...claims, stranger]
                : [...claims, own];
        mutants += 1;
        expect(
          acceptsPlanProof({ ...proof, claims: changed }, run, SKILLS),
          JSON.stringify([run.goal, proof.topic, changed]),
        ).toBe(false);
      }),
      { numRuns: 600, seed: 4 },
    );
    expect(mutants).toBe(600);
  });

  it('of a step lead to the person’s words, in sentences', () => {
    const run = runFor('write "x" in the text editor and save it as ~/Drafts/x.txt without closing any window');
    const [opening] = run.steps;
    const why = whyStep(run, opening?.id ?? '', account);
    expect(why).toMatchObject({ question: 'Why “Open Mousepad”?', checked: true });
    expect(why?.answer).toBe('It prepares what you asked for: “write "x" in the text editor”.');
    expect(why?.lines.map((l) => l.say)).toEqual([
      '“Write “x” in Mousepad” works with the window that “Open Mousepad” gives.',
      'You asked: “write "x" in the text editor”.',
      'It needs that Mousepad is installed, which was seen.',
      'It keeps to “don’t close any window”.',
      'It moves around and changes nothing of yours.',
    ]);
    const folder = run.steps.find((s) => s.skill === 'files.create-folder');
    expect(whyStep(run, folder?.id ?? '', account)?.lines[0]?.say).toContain(
      'needs that there is a folder ~/Drafts; “Create the folder ~/Drafts” makes it so.',
    );
    expect(whyStep(run, 's99', account)).toBeNull();
  });

  it('of another skill name what speaks against it', () => {
    const run = runFor('move all PDFs in ~/Downloads to ~/Papers without deleting anything');
    const why = whyNotSkill(run, 'files.trash', account);
    expect(why).toMatchObject({ answer: 'It would break what you asked to be kept to.', checked: true });
    expect(why.lines.map((l) => l.kind)).toContain('constraint');
    expect(why.changes).toContain('Without “don’t delete anything” in the goal it could be used.');
    expect(whyNotSkill(run, 'files.copy', account)).toMatchObject({
      answer: 'It would not do what you asked for.',
      checked: true,
    });
    expect(whyNotSkill(run, 'page.open', account)).toMatchObject({
      answer: 'Nothing in this plan could be done with it.',
      checked: true,
    });
    expect(whyNotSkill(run, 'files.move', account)).toMatchObject({
      answer: 'It is used in this plan.',
      checked: true,
    });
    expect(whyNotSkill(run, 'teleport', account)).toMatchObject({ answer: 'There is no such skill.', checked: true });
  });

  it('of another skill are told in words, each of them once', () => {
    const move = runFor('move all PDFs in ~/Downloads to ~/Papers');
    const copy = whyNotSkill(move, 'files.copy', account);
    expect(copy.question).toBe('Why is there no step that copies files into a folder?');
    const says = copy.lines.map(({ say }) => say);
    expect(says[0]).toMatch(
      /^With it instead of “Move .+”, there would still be something at ~\/Downloads\/.+\.pdf\.$/u,
    );
    expect(says.filter((say) => / no (?:file|folder) /u.test(say))).toEqual([]);
    expect(copy.changes).toEqual(['It would be used if you asked for what it does instead.']);
    const step = { ...(move.steps[0] as StepView) };
    step.args = { ...step.args, files: Array.from({ length: 200 }, (_, i) => `${HOME}/Downloads/${i}.pdf`) };
    const many = whyNotSkill({ ...move, steps: [step] }, 'files.copy', account);
    expect([many.checked, many.lines.length, many.lines.at(-1)?.say]).toEqual([true, 6, 'And 196 more like these.']);
    const zip = whyNotSkill(move, 'files.append', account);
    expect(zip.lines.map(({ say }) => say).join(' ')).toContain('It would need a text, and “Move ');
    for (const { name } of account.skills.values()) {
      const { lines, changes, question } = whyNotSkill(move, name, account);
      const all = [...lines.map(({ say }) => say), ...changes, question];
      expect(all.filter((say) => say.includes(name) || /\bits \w+, and |named its /u.test(say))).toEqual([]);
      expect(new Set(all).size).toBe(all.length);
    }
  });

  it('of a refusal name the nearest thing that is missing, and what would change it', () => {
    const broken = whyRun(runFor(REFUSED[0] ?? ''), account);
    expect(broken).toMatchObject({ question: 'Why was nothing started?', checked: true });
    expect(broken.changes).toContain('Without “don’t touch ~/Downloads” in the goal it would not be refused for that.');
    const missing = whyRun(runFor('move ~/nowhere.txt to ~/Papers'), account);
    expect(missing.lines.map((l) => l.say).join(' ')).toContain('needs that there is something at ~/nowhere.txt');
    expect(whyRun(stopped(), account).lines.map((l) => l.kind)).toContain('constraint');
  });
});

it('a run without a plan is not said to have steps that do what was asked', () => {
  const run = {
    ...runFor('create the folder ~/Notes'),
    steps: [],
    status: 'cancelled' as const,
    sentence: 'Stopped.',
  };
  expect(whyRun(run, account)).toMatchObject({
    question: 'Why is there no plan?',
    answer: 'Stopped.',
    lines: [],
  });
});

it('a run that was undone in part after it was cut off says how it went', () => {
  const planned = runFor('create the folder ~/Notes');
  const [first] = planned.steps;
  const error = new SonnyError('UNDO_CONFLICT').view();
  const part = { path: 'filesystem' as const, say: '25 of 300 are done (a.pdf)', holds: true };
  const run: RunView = {
    ...planned,
    status: 'undone-partly',
    sentence: 'Undone as far as possible; see the steps that are not.',
    steps: [
      { ...first!, status: 'undone', startedAt: 1 },
      { ...first!, id: 's9', title: 'Move 300 files', status: 'unverified', startedAt: 1, error, evidence: [part] },
    ],
  };
  const said = whyRun(run, account).lines.map(({ say }) => say);
  expect(said).toEqual(
    expect.arrayContaining([
      'Undone as far as possible; see the steps that are not.',
      'Of 2 steps: 1 undone, 1 not undone.',
      '“Move 300 files”: 25 of 300 are done (a.pdf).',
    ]),
  );
  expect(whyRun({ ...run, status: 'done' }, account).lines.map(({ say }) => say)).not.toContain(run.sentence);
});
