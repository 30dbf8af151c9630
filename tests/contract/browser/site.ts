import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Site {
  /** "http://127.0.0.1:1234" */
  readonly at: string;
  /** The same server by another name: another site. */
  readonly elsewhere: string;
  /** "GET 127.0.0.1:1234/form", in the order in which it was asked. */
  readonly log: string[];
  /** Bodies that were sent. */
  readonly sent: string[];
  close(): Promise<void>;
}

const form = (elsewhere: string): string => `<!doctype html><title>Order</title><h1>Order</h1>
<form method="post" action="/order">
<label>Name <input name="name" value="Grace"></label>
<label>Notes <textarea name="notes"></textarea></label>
<label>Password <input type="password" name="password"></label>
<label>Colour <select name="colour"><option>Red</option><option>Blue</option></select></label>
<label><input type="checkbox" name="gift"> Gift</label>
<label>Attachment <input type="file" name="file"></label>
<button>Send</button><button>Show more</button></form>
<form method="post" action="${elsewhere}/stolen"><input type="hidden" name="a" value="b"><button>Compare</button></form>
<button type="button" onclick="window.open('${elsewhere}/window')">Open window</button>
<button type="button" onclick="document.title = confirm('Really?') ? 'yes' : 'no'">Ask</button>
<button type="button" onclick="const a = document.createElement('a'); a.href = 'data:text/plain,made%20here'; a.download = 'made.txt'; a.click()">Make file</button>
<a href="/second">Second page</a> <a href="${elsewhere}/second">Elsewhere</a> <a href="javascript:document.title='run'">Script</a>
<a href="/report.pdf" download>Report</a> <a href="/nothing.html">Old page</a>
<button type="button" onclick="location = '/broken'">Try it</button>`;

const table = `<!doctype html><title>Prices</title><table aria-label="Prices">
<tr><th>Thing</th><th>Price</th><th>Note</th></tr>
<tr><td>Pear, green</td><td>-1.50</td><td>=HYPERLINK("http://x")</td></tr>
<tr><td colspan="2">Say "hi"</td><td>&nbsp;</td></tr></table>`;

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const part of request) body += String(part);
  return body;
};

/** A real server of pages, which notes what it was asked. */
export const openSite = async (): Promise<Site> => {
  const log: string[] = [];
  const sent: string[] = [];
  let port = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const { host = '' } = request.headers;
      const path = request.url ?? '/';
      log.push(`${request.method ?? ''} ${host}${path}`);
      if (request.method === 'POST') sent.push(await bodyOf(request));
      const elsewhere = `http://localhost:${port}`;
      const html = (text: string): void => void response.writeHead(200, { 'content-type': 'text/html' }).end(text);
      const lead = (to: string): void => void response.writeHead(302, { location: to }).end();
      if (path === '/form') return html(form(elsewhere));
      if (path === '/table') return html(table);
      if (path === '/away') return lead(`${elsewhere}/arrived`);
      if (path === '/round') return lead('/second');
      if (path === '/slow') return;
      if (path === '/untitled') return html('<!doctype html><p>No title at all.</p>');
      if (path === '/prices.csv')
        return void response.writeHead(200, { 'content-type': 'text/plain' }).end('salt,2\nsugar,3\n');
      if (path === '/report.pdf')
        return void response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF-1.4 report');
      if (path === '/nothing.html' || path === '/broken') {
        response.writeHead(path === '/broken' ? 503 : 404, { 'content-type': 'text/html' });
        return void response.end('<!doctype html><title>Sorry</title><p>There is no such page.</p>');
      }
      if (path === '/led-to-nothing') return lead('/nothing.html');
      if (path === '/missing') return void response.writeHead(404).end();
      if (path === '/favicon.ico') return void response.writeHead(404).end();
      return html(`<!doctype html><title>${path.slice(1)}</title><p>This is ${path}.</p>`);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
  return {
    at: `http://127.0.0.1:${port}`,
    elsewhere: `http://localhost:${port}`,
    log,
    sent,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
