import { spawn } from 'node:child_process';

type Env = Readonly<Record<string, string | undefined>>;

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Whether someone could see what is opened. */
export const hasDisplay = (env: Env): boolean =>
  process.platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);

/**
 * Opens a link in the person's browser; false when that could not even be tried. Other users of this machine can read the
 * link in the list of processes, which is one reason why its secret is good once.
 */
export function openInBrowser(link: string, env: Env): Promise<boolean> {
  const [program = 'xdg-open', ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  return new Promise((resolve) => {
    const child = spawn(program, [...args, link], { env: { ...env }, stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => resolve(true));
    child.unref();
  });
}
