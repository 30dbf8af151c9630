import type { CommandInput } from '../../shared/protocol/commands.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { HealthCheck, SkillInfo } from '../../shared/protocol/replies.ts';
import type { ReplyOf } from '../../shared/protocol/replies.ts';
import { nothingUndone } from '../../shared/protocol/undo-fate.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import type { StopView } from '../../shared/protocol/stop.ts';
import type { ViewEvent } from '../../shared/protocol/views.ts';
import { FakeSonny } from '../fakes/fake-sonny.ts';
import type { Origin } from '../../shared/ports/sonny.ts';

const EXAMPLES = [
  'write "Buy milk" in the text editor and save it as ~/Documents/shopping.txt',
  'move all PDFs in ~/Downloads to ~/Documents/Papers',
  'put Mousepad to the left half and FeatherPad to the right half',
];

const HEALTH: HealthCheck[] = [
  { id: 'display', label: 'Display', ok: true, say: 'A virtual one, 1280 × 800, on :99.', fix: '', needed: true },
  {
    id: 'a11y',
    label: 'Accessibility bus',
    ok: false,
    say: 'Nothing answers on it.',
    fix: 'Install at-spi2-core and start Sonny in a desktop session.',
    needed: true,
  },
  { id: 'wm', label: 'Window manager', ok: true, say: 'Openbox answers.', fix: '', needed: true },
  { id: 'browser', label: 'Browser', ok: true, say: 'Chromium in /usr/bin/chromium.', fix: '', needed: false },
  {
    id: 'model',
    label: 'Model',
    ok: false,
    say: 'None is set; goals are understood by the built-in grammar.',
    fix: 'Set one in Settings, or with `npm start -- model set`, to say goals more freely.',
    needed: false,
  },
];

const skill = (name: string, summary: string, risk: SkillInfo['risk'], example: string): SkillInfo => ({
  name,
  summary,
  risk,
  undo: risk === 'R0' ? 'Nothing to undo.' : 'Can be undone.',
  verifiedBy: 'a second look through another path',
  examples: [example],
});

const SKILLS: SkillInfo[] = [
  skill('app.open', 'Open an application', 'R1', 'open the calculator'),
  skill('app.close', 'Close an application', 'R2', 'close Mousepad'),
  skill('window.tile', 'Put a window to one half of the screen', 'R1', 'put Mousepad to the left half'),
  skill('text.write', 'Write text into an editor', 'R2', 'write "hello" in the text editor'),
  skill('files.move', 'Move files to another folder', 'R2', 'move all PDFs in ~/Downloads to ~/Documents'),
  skill('files.trash', 'Move files to the trash', 'R3', 'move ~/old.txt to the trash'),
  skill('screen.picture', 'Take a picture of the screen', 'R0', 'take a screenshot'),
];

const ASKED_BY_SCREENS: ReadonlySet<CommandInput['type']> = new Set([
  'doctor',
  'history.list',
  'mcp.list',
  'memory.get',
  'methods.list',
  'model.status',
  'rules.list',
  'run.get',
  'skills.list',
  'state.graph',
]);

/** A scripted Sonny with full shelves: what each screen shows when there is something to show. */
export class Stage extends FakeSonny {
  /** What was asked of the runs that are only shown: nothing comes of it. */
  readonly asked: CommandInput[] = [];
  /** Kept pictures by their hash. */
  readonly pictures = new Map<string, ReplyOf<'picture.get'>>();
  /** How often a picture was asked for. */
  fetched = 0;
  /** What becomes of what a screen asks when it opens. */
  mood: 'answers' | 'waits' | 'fails' = 'answers';
  #shown: RunView[] = [];
  #stop: StopView = { pulled: null, sources: [] };

  show(run: RunView): void {
    this.#shown = [...this.#shown.filter(({ id }) => id !== run.id), run];
    this.emit({ type: 'run', run });
  }

  protected override shownRuns(): readonly RunView[] {
    return [...super.shownRuns(), ...this.#shown];
  }

  showStop(stop: StopView): void {
    this.#stop = stop;
    this.emit({ type: 'stop', stop });
  }

  /** A window that connects late sees the same. */
  override snapshot(): readonly ViewEvent[] {
    const runs = this.#shown.map((run): ViewEvent => ({ type: 'run', run }));
    return [...super.snapshot(), { type: 'stop', stop: this.#stop }, ...runs];
  }

  override async dispatch<C extends CommandInput>(command: C, origin?: Origin): Promise<ReplyOf<C['type']>> {
    if (ASKED_BY_SCREENS.has(command.type)) {
      if (this.mood === 'waits') return new Promise(() => {});
      if (this.mood === 'fails')
        throw new SonnyError('STORE_CORRUPT', 'row 7 of journal.sqlite is not what its sum says');
    }
    return (this.#answer(command) ?? (await super.dispatch(command, origin))) as ReplyOf<C['type']>;
  }

  #answer(command: CommandInput): unknown {
    const asksWhy = ['step.why', 'run.why', 'plan.why-not'].includes(command.type);
    const run = 'runId' in command && !asksWhy ? this.#shown.find(({ id }) => id === command.runId) : undefined;
    if (run) {
      if (command.type !== 'run.get') this.asked.push(command);
      return run;
    }
    switch (command.type) {
      case 'goal.preview':
        return preview(command.text);
      case 'doctor':
        return HEALTH;
      case 'skills.list':
        return SKILLS;
      case 'history.list':
        return this.#shown
          .map(({ steps, ...run }) => ({
            ...run,
            steps: steps.length,
            ...(nothingUndone({ ...run, steps }) ? { nothingUndone: true as const } : {}),
          }))
          .sort((a, b) => b.createdAt - a.createdAt)
          .filter(({ createdAt }) => createdAt < (command.before ?? Infinity))
          .filter(({ goal }) => goal.includes(command.search ?? ''))
          .slice(0, command.limit);
      case 'picture.get':
        this.fetched++;
        return this.pictures.get(command.sha256);
      case 'screen.watch':
        return null;
      default:
        return undefined;
    }
  }
}

function preview(text: string): ReplyOf<'goal.preview'> {
  const chip = (kind: 'verb' | 'object' | 'place' | 'unknown', words: string, say: string) => {
    const start = text.indexOf(words);
    return start < 0 ? [] : [{ kind, start, end: start + words.length, say }];
  };
  const chips = [
    ...chip('verb', 'write', 'write'),
    ...chip('object', '"Buy milk"', '“Buy milk”'),
    ...chip('place', 'the text editor', 'Mousepad'),
    ...chip('place', '~/Documents/shopping.txt', '~/Documents/shopping.txt'),
    ...chip('unknown', 'frobnicate', 'frobnicate'),
  ];
  const trouble = text.includes('frobnicate') ? 'I don’t know what “frobnicate” means here. Which action is it?' : null;
  if (text.startsWith('could'))
    return {
      chips: [],
      trouble: 'I don’t understand “could” offline.',
      suggestions: EXAMPLES,
      model: 'qwen3-coder-30b',
    };
  return { chips, trouble, suggestions: text === '' || trouble ? EXAMPLES : [] };
}
