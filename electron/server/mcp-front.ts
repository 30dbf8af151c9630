import type { Front } from '../../automation/mcp/serve/front.ts';
import type { McpEndpoint } from '../../automation/mcp/serve/http.ts';
import type { Sonny } from '../../shared/ports/sonny.ts';

/** The program for other programs: what comes through here is nobody's word, so it can approve nothing. */
export const frontOf = (sonny: Sonny): Front => ({
  dispatch: (command) => sonny.dispatch(command, 'flag'),
  subscribe: (onEvent) => sonny.subscribe(onEvent),
});

/** Answers other programs over HTTP. The protocol is read when the first of them asks. */
export function mcpEndpoint(sonny: Sonny, version: string): McpEndpoint {
  let opened: Promise<McpEndpoint> | null = null;
  const open = async (): Promise<McpEndpoint> => {
    const { serveOverHttp } = await import('../../automation/mcp/serve/http.ts');
    return serveOverHttp(frontOf(sonny), version);
  };
  return {
    async fetch(request) {
      opened ??= open();
      return (await opened).fetch(request);
    },
    close: async () => (await opened)?.close(),
  };
}
