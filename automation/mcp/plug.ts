import { join } from 'node:path';
import type { Clock } from '../../shared/ports/clock.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { McpPlug, McpSignIns } from '../../shared/ports/mcp.ts';
import type { Secrets } from '../../shared/ports/secrets.ts';
import { isProgramThere } from './program-there.ts';
import type { SignInDesk } from './sign-in/desk.ts';
import { KeptSignIns } from './sign-in/kept.ts';

export interface McpPlugOptions {
  /** What signing in takes; without it nobody can. */
  readonly signIn?: {
    readonly secrets: Secrets;
    /** Told of each secret, so that it is hidden in all that leaves the profile. */
    readonly learn: (secret: string) => void;
    /** A fresh text that nobody can guess. */
    readonly secret: () => string;
    /** Opens an address in the person's browser; false when that could not even be tried. */
    readonly openBrowser: (address: string) => Promise<boolean>;
  };
  readonly clock: Clock;
  /** Where programs that are started run, each in a folder of its name. */
  readonly folder: string;
  /** Where values of the variables are that a person named for a server. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Speaks MCP to programs it starts and to addresses. The protocol's own code is read when it is first needed. */
export const createMcpPlug = ({ clock, folder, env, signIn }: McpPlugOptions): McpPlug => {
  const signIns = signIn && new KeptSignIns(signIn.secrets, signIn.learn);
  let made: Promise<SignInDesk> | null = null;
  const desk = (): Promise<SignInDesk> | null => {
    if (!signIn || !signIns) return null;
    const { secret, openBrowser } = signIn;
    made ??= import('./sign-in/desk.ts').then((it) => new it.SignInDesk({ signIns, clock, env, secret, openBrowser }));
    return made;
  };
  const asked = async (): Promise<SignInDesk> => {
    const it = await desk();
    if (!it) throw new SonnyError('UNSUPPORTED', 'This Sonny keeps no tokens.');
    return it;
  };
  const port: McpSignIns | undefined = signIns && {
    keeps: signIns.keeps,
    has: async (server) => (await signIns.read(server)).tokens !== null,
    begin: async (server, progress) => (await asked()).begin(server, progress),
    forget: async (server) => (await asked()).forget(server),
  };
  return {
    ...(port ? { signIns: port } : {}),
    ...(signIn ? { browse: signIn.openBrowser } : {}),
    missing(server) {
      if (server.kind !== 'local') return null;
      const [name = ''] = server.command;
      if (isProgramThere(name, env['PATH'], join(folder, server.name))) return null;
      return name.includes('/')
        ? `There is no program ${name}.`
        : `There is no program called ${name} on this machine.`;
    },
    async open(server, told, progress) {
      const { connect, connectProgram } = await import('./connection.ts');
      const { localLine } = await import('./local.ts');
      const { remoteLine } = await import('./remote.ts');
      if (server.kind === 'local')
        return connectProgram(() => localLine(server, join(folder, server.name), env), told, clock, progress);
      // Who names a variable for its token has said what the server is sent.
      const it = server.token === null ? await desk() : null;
      const line = remoteLine(server, env, it?.bearer(server) ?? null, (text) => signIns?.veil(server, text) ?? text);
      return connect(line, told, clock, progress);
    },
  };
};
