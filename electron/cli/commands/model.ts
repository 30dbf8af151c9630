import { Command, InvalidArgumentError } from 'commander';
import { complaintOf } from '../../../shared/protocol/complaint.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { type ModelFindings, ModelSettings, type ModelStatus } from '../../../shared/protocol/model.ts';
import { type Context, withProgram } from '../context.ts';
import { EXIT, type Ends, type ExitCode, exitOfError } from '../exit-codes.ts';
import { jsonLine } from '../json-line.ts';
import type { Need, Program } from '../program.ts';
import { errorLines } from '../wording.ts';
import { tuneCommand } from './tuning.ts';

/** What stands for null on the command line: its parser takes null for no value at all. */
const NONE = 'none';
const AUTO = 'auto';

const amount = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0)) throw new InvalidArgumentError('That is not an amount.');
  return value;
};

const seconds = (text: string): number | typeof AUTO => (text === AUTO ? AUTO : amount(text));

/** "0.15,0.60" or "0.15,0.60,0.05"; "none" where it is not known. */
const price = (text: string): ModelSettings['price'] | typeof NONE => {
  if (text === NONE) return NONE;
  const [input, output, cachedInput] = text.split(',').map(amount);
  if (input === undefined || output === undefined) throw new InvalidArgumentError('Give two amounts: input,output.');
  return { input, output, ...(cachedInput === undefined ? {} : { cachedInput }) };
};

/** `model`: says which model is asked, sets it up, tries it, and takes its key. */
export const modelCommand = (context: Context, ends: Ends): Command => {
  const within = (act: (program: Program) => Promise<ExitCode>, need?: Need): ReturnType<Ends> =>
    ends(withProgram(context, act, need));
  return new Command('model')
    .description('say which language model is asked, and set it up')
    .option('--json', 'print one JSON object', false)
    .action(({ json }: { json: boolean }) => within((program) => show(context, program, json), { reads: true }))
    .addCommand(
      new Command('set')
        .description('name the server and the model, and what they may cost')
        .option('--base-url <url>', 'of a server that speaks OpenAI’s protocol, with its version; "" for none')
        .option('--name <model>', 'as the server calls it')
        .option('--embedding <model>', 'that makes vectors of texts')
        .option('--context-tokens <number>', 'that prompt and answer may take together', amount)
        .option(
          '--first-word-seconds <number>',
          'that it may take to its first word; "auto": 60, and 180 in your own network',
          seconds,
        )
        .option('--sees', 'it takes pictures')
        .option('--no-sees', 'it takes none')
        .option('--tools', 'it calls tools')
        .option('--no-tools', 'it calls none')
        .option('--stream-tools', 'tool calls may come piece by piece')
        .option('--no-stream-tools', 'answers with tools come whole')
        .option('--recall', 'it is told of at most three earlier goals that are like a new one')
        .option('--no-recall', 'it is told of no earlier goal')
        .option('--api <protocol>', 'chat or responses')
        .option('--price <input,output>', 'US dollars for a million tokens, or none', price)
        .option('--most-per-run <dollars>', 'that models may cost in a run', amount)
        .option('--most-per-day <dollars>', 'that models may cost in 24 hours', amount)
        .action((options: object) => within((program) => set(context, program, options))),
    )
    .addCommand(
      new Command('test')
        .description('ask it some short questions: what it can do, and how fast')
        .option('--json', 'print one JSON object', false)
        .action(({ json }: { json: boolean }) => within((program) => test(context, program, json))),
    )
    .addCommand(
      new Command('key')
        .description('take the key of the server that is named, from the terminal or the input')
        .option('--forget', 'forget it', false)
        .action(({ forget }: { forget: boolean }) => within((program) => key(context, program, forget))),
    )
    .addCommand(
      new Command('off')
        .description('take the model out of the settings: goals are read by the grammar alone')
        .action(() => within((program) => off(context, program))),
    )
    .addCommand(tuneCommand(context, ends));
};

const KEY: Readonly<Record<ModelStatus['key'], string>> = {
  kept: 'The key is in the keychain.',
  session:
    'There is no keychain here: the key lasts until Sonny ends; the variable SONNY_MODEL_KEY holds one for longer.',
  environment: 'The key is in SONNY_MODEL_KEY.',
  none: 'There is no key.',
};

async function show(context: Context, program: Program, json: boolean): Promise<ExitCode> {
  const client = program.client('person');
  const { model } = await client.dispatch({ type: 'settings.get' });
  const status = await client.dispatch({ type: 'model.status' });
  const { setUp, key: where, spent, unpriced } = status;
  const lines = [
    setUp ? `${model.name} at ${model.baseUrl}` : 'No model is set up: goals are read by the grammar alone.',
    ...(setUp ? [KEY[where]] : []),
    `Models have cost $${spent.toFixed(2)} of $${model.mostPerDay.toFixed(2)} in 24 hours${unpriced ? ', beside what has no price' : ''}.`,
  ];
  for (const line of json ? [jsonLine(context, { model, status })] : lines) context.terminal.out(line);
  return EXIT.done;
}

/** "baseUrl" as it is typed: "--base-url". */
const flagOf = (field: string): string => `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

async function set(context: Context, program: Program, options: object): Promise<ExitCode> {
  const client = program.client('person');
  const { model } = await client.dispatch({ type: 'settings.get' });
  const given = Object.entries(options).map(([name, value]) => [name, value === NONE || value === AUTO ? null : value]);
  const wanted = ModelSettings.safeParse({ ...model, ...Object.fromEntries(given) });
  if (!wanted.success) throw new SonnyError('COMMAND_INVALID', complaintOf(wanted.error, '', flagOf));
  await client.dispatch({ type: 'settings.set', settings: { model: wanted.data } });
  return show(context, program, false);
}

async function off(context: Context, program: Program): Promise<ExitCode> {
  const client = program.client('person');
  const { model } = await client.dispatch({ type: 'settings.get' });
  await client.dispatch({
    type: 'settings.set',
    settings: { model: { ...model, baseUrl: '', name: '', embedding: '' } },
  });
  return show(context, program, false);
}

async function test(context: Context, program: Program, json: boolean): Promise<ExitCode> {
  context.terminal.err('Asking the model a few short questions; a slow one may take minutes …');
  const findings = await program.client('person').dispatch({ type: 'model.test' });
  for (const line of json ? [jsonLine(context, { findings })] : findingLines(findings)) context.terminal.out(line);
  if (findings.ok) return EXIT.done;
  return findings.error && exitOfError(findings.error.code) === EXIT.cancelled ? EXIT.cancelled : EXIT.unhealthy;
}

async function key(context: Context, program: Program, forget: boolean): Promise<ExitCode> {
  const { terminal } = context;
  const given = forget ? '' : await terminal.ask('Key: ', new AbortController().signal, { hidden: true });
  if (!forget && !given?.trim()) {
    terminal.err('No key was given.');
    return EXIT.usage;
  }
  const status = await program.client('person').dispatch({ type: 'model.key', key: given?.trim() || null });
  terminal.out(KEY[status.key]);
  return EXIT.done;
}

const FOUND: readonly [keyof ModelFindings, string][] = [
  ['tools', 'calls tools'],
  ['shapes', 'keeps to a form'],
  ['sees', 'sees pictures'],
  ['embeds', 'makes vectors of texts'],
  ['responses', 'speaks the responses protocol'],
];

function findingLines(findings: ModelFindings): readonly string[] {
  const { ok, error, model, models, firstWord, tokensPerSecond, cost } = findings;
  const offered = models.length > 0 ? [`The server has: ${models.join(', ')}`] : [];
  if (!ok) return [...(error ? errorLines(error) : []), ...offered];
  const word = { true: 'yes', false: 'no', null: 'not known' } as const;
  return [
    `${model} answers: first word after ${firstWord ?? '?'} ms, ${tokensPerSecond ?? '?'} tokens a second.`,
    ...FOUND.map(([name, say]) => `${say}: ${word[String(findings[name]) as keyof typeof word]}`),
    ...(cost === null ? [] : [`The test cost $${cost.toFixed(6)}.`]),
    ...offered,
  ];
}
