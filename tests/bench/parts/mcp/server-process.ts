import { createServer } from 'node:http';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { createSonnyServer } from '../../../../automation/mcp/serve/tools.ts';
import { Authority } from '../../../../electron/server/authority.ts';
import { createRoutes } from '../../../../electron/server/routes.ts';
import { FakeSonny } from '../../../fakes/fake-sonny.ts';
import { withFixtures } from './fixtures.ts';

/**
 * Sonny's own MCP server behind the host's own checks, with the tools that the conformance suite calls for beside Sonny's. Tells its
 * port to the parent. The suite knows no tokens, so every request is given the right one.
 */
const sonny = new FakeSonny();
const front = { dispatch: sonny.dispatch.bind(sonny), subscribe: sonny.subscribe.bind(sonny) };
const authority = new Authority({ now: Date.now, secret: () => crypto.randomUUID(), bearer: crypto.randomUUID() });
const handler = createMcpHandler(() => withFixtures(createSonnyServer(front, '0')));
let port = 0;
const routes = createRoutes({
  authority,
  files: new Map(),
  now: Date.now,
  port: () => port,
  link: () => '',
  peerLink: () => '',
  mcpLink: () => '',
  mcp: handler,
  revokeWindows: () => {},
});
const server = createServer((request, response) => {
  request.headers.authorization = `Bearer ${authority.mcpSecret()}`;
  routes(request, response);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
  process.send?.({ port });
});
process.once('disconnect', () => process.exit());
