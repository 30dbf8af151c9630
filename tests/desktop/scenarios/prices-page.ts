import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PricesPage {
  readonly address: string;
  close(): void;
}

/** A page with prices and a title, on a server of its own on this machine. */
export async function openPricesPage(): Promise<PricesPage> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><title>Prices for Tuesday</title><p>Milk 1.09</p>');
  });
  await new Promise<void>((go) => server.listen(0, '127.0.0.1', go));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/prices.html`,
    close: () => void server.close(),
  };
}
