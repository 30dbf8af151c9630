import { Command, CommanderError } from 'commander';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { answerCommand } from './commands/answer.ts';
import { auditCommand } from './commands/audit.ts';
import { doctorCommand } from './commands/doctor.ts';
import { factsCommand } from './commands/facts.ts';
import { forgetCommand } from './commands/forget.ts';
import { historyCommand } from './commands/history.ts';
import { mcpCommand } from './commands/mcp.ts';
import { modelCommand } from './commands/model.ts';
import { runCommand } from './commands/run.ts';
import { otherwiseCommands } from './commands/otherwise.ts';
import { peerCommands } from './commands/peers.ts';
import { redoCommand } from './commands/redo.ts';
import { linkCommand } from './commands/running.ts';
import { serveCommand } from './commands/serve.ts';
import { stopCommand } from './commands/stop.ts';
import { undoCommand } from './commands/undo.ts';
import { whyCommand } from './commands/why.ts';
import type { Context } from './context.ts';
import { EXIT, EXIT_LINES, type Ends, type ExitCode, exitOfError } from './exit-codes.ts';
import { errorLines } from './wording.ts';

const COMMANDS = [
  runCommand,
  answerCommand,
  undoCommand,
  redoCommand,
  historyCommand,
  forgetCommand,
  whyCommand,
  factsCommand,
  ...otherwiseCommands,
  doctorCommand,
  modelCommand,
  linkCommand,
  stopCommand,
  auditCommand,
  mcpCommand,
  ...peerCommands,
];

const HELP = '`npm start -- --help` shows all commands.';

const eachLine = (text: string, write: (line: string) => void): void => {
  for (const line of text.trimEnd().split('\n')) write(line);
};

const allOf = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(allOf)];

/** Runs one command line and gives the code to exit with. Never rejects. */
export async function runCommandLine(args: readonly string[], context: Context): Promise<ExitCode> {
  const { terminal, version } = context;
  let exitCode: ExitCode = EXIT.done;
  const ends: Ends = async (work) => {
    exitCode = await work;
  };
  const cli = new Command('npm start --')
    .description('Shows its plan before it acts, proves each step and can undo it.')
    .version(version)
    .addHelpText('after', `\n${EXIT_LINES.join('\n')}`)
    .addCommand(serveCommand(context, ends), { isDefault: true });
  for (const make of COMMANDS) cli.addCommand(make(context, ends));
  for (const command of allOf(cli)) {
    command
      .exitOverride()
      // What stands after a command’s name is its own: `model` has a `--json`, and `model test` has one, too.
      .enablePositionalOptions()
      .showHelpAfterError(HELP)
      .configureOutput({
        writeOut: (text) => eachLine(text, terminal.out),
        writeErr: (text) => eachLine(text, terminal.err),
      });
  }

  const [first = ''] = args;
  if (first !== '' && !first.startsWith('-') && first !== 'help' && !cli.commands.some((one) => one.name() === first)) {
    terminal.err(`error: There is no command called “${first}”. What you want done goes after “run”.`);
    terminal.err(HELP);
    return EXIT.usage;
  }
  try {
    await cli.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.done : EXIT.usage;
    const error = SonnyError.from(thrown);
    for (const line of errorLines(error.view())) terminal.err(line);
    return exitOfError(error.code);
  }
}
