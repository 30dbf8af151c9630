import { WebSocket } from 'ws';
import type { PeerLinks } from '../../shared/ports/peer-links.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { webSocketTransport } from '../../shared/protocol/transport-websocket.ts';

const HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
const PATIENCE_MS = 5_000;
const MOST_BYTES = 256 * 1024;

/** `ws://127.0.0.1:<port>/peer#<secret>`, as another Sonny gives it. */
const read = (link: string): { readonly address: string; readonly secret: string } => {
  const url = URL.parse(link);
  const secret = url?.hash.slice(1) ?? '';
  if (url?.protocol !== 'ws:' || url.pathname !== '/peer' || url.search !== '' || !/^[\w-]{20,}$/.test(secret))
    throw new SonnyError(
      'COMMAND_INVALID',
      'That is no link that a Sonny gave. `npm start -- invite` at the other one prints a link like ws://127.0.0.1:4321/peer#…',
    );
  if (!HOSTS.has(url.hostname) || url.username !== '')
    throw new SonnyError(
      'COMMAND_INVALID',
      'The link leads to another machine. Use a tunnel to it (`ssh -L`) and its end here.',
    );
  return { address: `ws://${url.host}/peer`, secret };
};

/** Over a WebSocket of this machine. @throws SonnyError COMMAND_INVALID for a link to anywhere else, and whatever keeps it from opening */
export const createPeerLinks = (): PeerLinks => ({
  async open(link) {
    const { address, secret } = read(link);
    const socket = new WebSocket(address, {
      headers: { authorization: `Bearer ${secret}` },
      handshakeTimeout: PATIENCE_MS,
      maxPayload: MOST_BYTES,
      perMessageDeflate: false,
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('unexpected-response', (request, { statusCode }) => {
        request.destroy();
        const code = statusCode === 401 || statusCode === 403 ? 'PEER_REFUSED' : 'CONNECTION_LOST';
        reject(new SonnyError(code, `It answered ${statusCode}.`));
      });
      socket.on('error', () => reject(new SonnyError('CONNECTION_LOST')));
    });
    return webSocketTransport(socket);
  },
});
