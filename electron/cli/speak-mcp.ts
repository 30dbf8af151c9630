import type { Front } from '../../automation/mcp/serve/front.ts';

/** Speaks MCP on this process's input and output until the input ends or `ended` does. Reads no line of it before it is called. */
export async function speakMcp(
  front: Front,
  version: string,
  ended: Promise<void>,
  say: (line: string) => void,
): Promise<void> {
  const { serveOnStdio } = await import('../../automation/mcp/serve/stdio.ts');
  const inputEnds = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve);
  });
  const served = serveOnStdio(front, version, say);
  await Promise.race([inputEnds, ended]);
  await served.close();
}
