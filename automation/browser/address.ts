import { SonnyError } from '../../shared/protocol/errors.ts';

/** Addresses that show something. Others read files or run programs and scripts. */
const PROTOCOLS: readonly string[] = ['http:', 'https:'];

/** The address of a page, and nothing else that a browser would take. @throws SonnyError REFUSED_BY_POLICY */
export const pageAddress = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !PROTOCOLS.includes(url.protocol) || url.username !== '' || url.password !== '')
    throw new SonnyError('REFUSED_BY_POLICY', `${text} is not the address of a page.`);
  return url;
};

/** A site as it is named: its host, without `www.`. */
export const siteOf = (url: URL): string => url.host.replace(/^www\./u, '');

/**
 * Whether an address is of one of the sites: of that host or of one below it, at the same port. A host that is an IP address has none
 * below it.
 */
export const isOn = (sites: readonly string[], address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (!PROTOCOLS.includes(url.protocol)) return false;
  return sites.some((named) => {
    const site = named.toLowerCase().replace(/^www\./u, '');
    return site !== '' && (url.host === site || (/[a-z]/u.test(site) && url.host.endsWith(`.${site}`)));
  });
};
