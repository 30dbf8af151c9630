import path from 'node:path';
import { Argument, Command, Option } from 'commander';
import { McpRisk, McpServer, type McpServerView, type McpToolView } from '../../../shared/protocol/mcp.ts';
import { complaintOf } from '../../../shared/protocol/complaint.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Client } from '../../../shared/protocol/rpc-client.ts';
import { type Context, withProgram } from '../context.ts';
import { EXIT, type Ends, type ExitCode } from '../exit-codes.ts';
import { jsonLine } from '../json-line.ts';
import { mcpLinkOf, running } from '../remote.ts';
import type { Need } from '../program.ts';
import type { Terminal } from '../terminal.ts';
import { serverLines, toolLine } from '../wording-mcp.ts';

const RISKS: readonly string[] = [...McpRisk.options, 'unknown'];

/** `mcp`: servers whose tools Sonny may use, and Sonny as a server for other programs. */
export const mcpCommand = (context: Context, ends: Ends): Command => {
  const command = (name: string, description: string): Command => new Command(name).description(description);
  const work = (act: (client: Client) => Promise<ExitCode>, need?: Need): Promise<void> =>
    ends(withProgram(context, (program) => act(program.client('person')), need));

  return new Command('mcp')
    .description('use tools of MCP servers, or let other programs use Sonny')
    .addCommand(
      command('list', 'list MCP servers and their tools')
        .option('--json', 'print one JSON object', false)
        .action(({ json }: { json: boolean }) =>
          work(
            async (client) => {
              const servers = await client.dispatch({ type: 'mcp.list' });
              const none = [
                'Sonny uses no MCP server. `npm start -- mcp add <name> -- <program> [arguments]` adds one.',
              ];
              const lines = servers.length === 0 ? none : servers.flatMap(serverLines);
              for (const line of json ? [jsonLine(context, { servers })] : lines) context.terminal.out(line);
              return EXIT.done;
            },
            { reads: true },
          ),
        ),
    )
    .addCommand(
      command('add', 'add a server: a program with its arguments after --, or an address')
        .argument('<name>', 'what you call it: lower-case letters, digits, hyphens')
        .argument('[command...]', 'the program and its arguments, exactly as it is started')
        .option('--url <address>', 'an address instead of a program')
        .option('--env <names...>', 'variables of Sonny’s environment that the program gets')
        .option('--folders <paths...>', 'folders that the server is told of')
        .option('--token <name>', 'the variable whose value is sent to the address as bearer token')
        .option(
          '--client-id <id>',
          'for signing in: what its operator gave you, or the address of a client metadata document',
        )
        .option('--client-secret <name>', 'the variable that holds the secret of this client ID')
        .action((name: string, argv: readonly string[], options: AddOptions) =>
          work((client) => add(client, context.terminal, serverOf(name, argv, options))),
        ),
    )
    .addCommand(
      command('remove', 'use a server no more, and forget what was said of it')
        .argument('<name>')
        .action((name: string) =>
          work(async (client) => {
            await client.dispatch({ type: 'mcp.remove', name });
            context.terminal.out('Removed.');
            return EXIT.done;
          }),
        ),
    )
    .addCommand(
      command('look', 'look at a server’s tools as they are now')
        .argument('<name>')
        .action((name: string) =>
          work(async (client) => {
            const server = await client.dispatch({ type: 'mcp.look', name });
            for (const line of serverLines(server)) context.terminal.out(line);
            return server.state === 'trouble' ? EXIT.unhealthy : EXIT.done;
          }),
        ),
    )
    .addCommand(
      command('model', 'let a server ask your model, or no more: it is given only what the server says')
        .argument('<name>')
        .addArgument(new Argument('<allow>').choices(['on', 'off']))
        .action((name: string, allow: string) =>
          work(async (client) => {
            const server = await client.dispatch({ type: 'mcp.allow', name, sampling: allow === 'on' });
            for (const line of serverLines(server)) context.terminal.out(line);
            return EXIT.done;
          }),
        ),
    )
    .addCommand(
      command('sign-in', 'sign in at a server with your browser; shows the address and asks first')
        .argument('<name>')
        .action((name: string) => work((client) => signIn(client, context.terminal, name))),
    )
    .addCommand(
      command('sign-out', 'forget the tokens of a server')
        .argument('<name>')
        .action((name: string) =>
          work(async (client) => {
            await client.dispatch({ type: 'mcp.sign-out', name });
            context.terminal.out('Signed out.');
            return EXIT.done;
          }),
        ),
    )
    .addCommand(
      command(
        'classify',
        'say what a tool does: R0 looks only, R1 changes nothing of yours, R3 changes something (R2 is for what Sonny can undo itself), R4 reaches outside, R5 never',
      )
        .argument('<name>')
        .argument('<tool>')
        .addArgument(new Argument('<risk>').choices(RISKS))
        .action((name: string, tool: string, risk: string) =>
          work(async (client) => {
            const { fingerprint } = await toolCalled(client, name, tool);
            const said = risk === 'unknown' ? null : McpRisk.parse(risk);
            const server = await client.dispatch({ type: 'mcp.classify', name, tool, fingerprint, risk: said });
            const found = server.tools.find((one) => one.name === tool);
            if (found) context.terminal.out(toolLine(found));
            return EXIT.done;
          }),
        ),
    )
    .addCommand(
      command('accept', 'accept a tool that is new, gone, or described otherwise than before')
        .argument('<name>')
        .argument('<tool>')
        .action((name: string, tool: string) => work((client) => accept(client, context.terminal, name, tool))),
    )
    .addCommand(
      command('serve', 'be an MCP server on standard input and output, for a program that starts this command')
        .addOption(new Option('--port <port>', 'a fixed port for the window').argParser(Number))
        .action(({ port }: { port?: number }) =>
          ends(context.serve({ open: false, mcp: true, ...(port === undefined ? {} : { port }) })),
        ),
    )
    .addCommand(
      command('link', 'print the address and token by which other programs reach the Sonny that runs now').action(() =>
        ends(
          running(context.profile).then(async (server) => {
            context.terminal.out(await mcpLinkOf(server));
            return EXIT.done;
          }),
        ),
      ),
    );
};

/** What is given under another word than it is kept under. */
const CALLED: Readonly<Record<string, string>> = { url: '--url', env: '--env', token: '--token' };

interface AddOptions {
  readonly folders?: readonly string[];
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly url?: string;
  readonly env?: readonly string[];
  readonly token?: string;
}

function serverOf(
  name: string,
  argv: readonly string[],
  { url, env = [], token, clientId, clientSecret, folders }: AddOptions,
): McpServer {
  const client = clientId === undefined ? {} : { client: { id: clientId, secret: clientSecret ?? null } };
  const told = folders === undefined ? {} : { folders: folders.map((folder) => path.resolve(folder)) };
  if (url === undefined && argv.length === 0)
    throw new SonnyError('MCP_INVALID', 'Name its program after --, or its address with --url.');
  const parsed = McpServer.safeParse(
    url === undefined
      ? { kind: 'local', name, command: argv, env, ...told }
      : { kind: 'remote', name, url, token: token ?? null, ...client, ...told },
  );
  if (!parsed.success)
    throw new SonnyError(
      'MCP_INVALID',
      complaintOf(parsed.error, '', (field) => CALLED[field] ?? field),
    );
  return parsed.data;
}

/** Adds it, shows exactly what would be started or reached, and asks. */
async function add(client: Client, terminal: Terminal, server: McpServer): Promise<ExitCode> {
  const added = await client.dispatch({ type: 'mcp.add', server });
  terminal.err(server.kind === 'local' ? 'Sonny would start this program:' : 'Sonny would reach this address:');
  terminal.err(`  ${added.line}`);
  if (added.passes.length > 0) terminal.err(`  with ${added.passes.join(', ')} of its environment`);
  if (added.folders.length > 0) terminal.err(`  and tell it of ${added.folders.join(', ')}`);
  if (!(await confirmed('Is that all right? [y/N] ', terminal))) {
    terminal.out('Added, and not started: approve it in Sonny’s window.');
    return terminal.attended ? EXIT.cancelled : EXIT.needsPerson;
  }
  terminal.err(server.kind === 'local' ? 'Starting it. This may take half a minute.' : 'Reaching it.');
  const approved = await client.dispatch({ type: 'mcp.approve', name: added.name, hash: added.hash });
  for (const line of serverLines(approved)) terminal.out(line);
  return approved.state === 'trouble' ? EXIT.unhealthy : EXIT.done;
}

/** Shows the exact address, asks, and waits until the person has come back from their browser. */
async function signIn(client: Client, terminal: Terminal, name: string): Promise<ExitCode> {
  const found = await client.dispatch({ type: 'mcp.sign-in', name });
  const { address = null, where = null, scopes = [], keeps } = found.signIn ?? {};
  if (address === null) {
    terminal.err(found.signIn?.trouble ?? `Nobody signs in at ${name}.`);
    return EXIT.failed;
  }
  terminal.err(`Your browser would open this page of ${where}, to sign in at ${found.line}:`);
  terminal.err(`  ${address}`);
  if (scopes.length > 0) terminal.err(`  It asks leave for: ${scopes.join(', ')}`);
  if (keeps === 'session') terminal.err('  There is no keychain here, so it lasts until Sonny ends.');
  if (!(await confirmed('Open it? [y/N] ', terminal))) {
    await client.dispatch({ type: 'mcp.sign-in.cancel', name });
    return terminal.attended ? EXIT.cancelled : EXIT.needsPerson;
  }
  const ended = await signedIn(client, terminal, name, address);
  for (const line of serverLines(ended)) terminal.out(line);
  return ended.signIn?.state === 'in' ? EXIT.done : EXIT.failed;
}

/** The server once the sign-in has ended, and was looked at if it did well. */
function signedIn(client: Client, terminal: Terminal, name: string, address: string): Promise<McpServerView> {
  return new Promise((resolve, reject) => {
    let said = '';
    const look = (): void => {
      client.dispatch({ type: 'mcp.list' }).then((servers) => {
        const server = servers.find((one) => one.name === name);
        const { state, trouble } = server?.signIn ?? {};
        if (!server || state === undefined) return reject(new SonnyError('MCP_INVALID', `${name} was removed.`));
        if (trouble && trouble !== said) terminal.err(trouble);
        said = trouble ?? '';
        if (state === 'waiting') return;
        stop();
        leave();
        resolve(server);
      }, reject);
    };
    const stop = client.subscribe((event) => {
      if (event.type === 'mcp') look();
    });
    const leave = terminal.onInterrupt(() => void client.dispatch({ type: 'mcp.sign-in.cancel', name }).catch(reject));
    client.dispatch({ type: 'mcp.sign-in.open', name, address }).then(look, reject);
  });
}

async function accept(client: Client, terminal: Terminal, name: string, tool: string): Promise<ExitCode> {
  const found = await toolCalled(client, name, tool);
  terminal.err(`${name} now says of ${tool}: ${found.description || 'nothing'}`);
  terminal.err(`  parameters: ${found.parameters.join('; ') || 'none'}`);
  if (found.before) {
    terminal.err(`Before it said: ${found.before.description || 'nothing'}`);
    terminal.err(`  parameters: ${found.before.parameters.join('; ') || 'none'}`);
  }
  if (!(await confirmed('Accept it as it is now? [y/N] ', terminal)))
    return terminal.attended ? EXIT.cancelled : EXIT.needsPerson;
  const server = await client.dispatch({ type: 'mcp.accept', name, tool, fingerprint: found.fingerprint });
  for (const line of serverLines(server)) terminal.out(line);
  return EXIT.done;
}

/** Where nobody is there, nobody says yes. */
async function confirmed(question: string, terminal: Terminal): Promise<boolean> {
  if (!terminal.attended) return false;
  return /^y(es)?$/i.test((await terminal.ask(question, new AbortController().signal))?.trim() ?? '');
}

async function toolCalled(client: Client, name: string, tool: string): Promise<McpToolView> {
  const servers: readonly McpServerView[] = await client.dispatch({ type: 'mcp.list' });
  const found = servers.find((one) => one.name === name)?.tools.find((one) => one.name === tool);
  if (!found) throw new SonnyError('MCP_INVALID', `${name} has no tool called ${tool}.`);
  return found;
}
