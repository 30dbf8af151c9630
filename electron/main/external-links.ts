/** Where a link in Sonny's window may lead: pages that explain the permissions which a desktop asks for. */
const ALLOWED_HOSTS: readonly string[] = ['support.apple.com', 'support.microsoft.com'];

export interface LinkOpener {
  /** Asks the person. */
  approves(address: string): Promise<boolean>;
  /** Hands an address to the person's browser. */
  open(address: string): Promise<void>;
}

/** Only https, only known hosts, no port and no name in front. */
export function mayOpen(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === 'https:' && ALLOWED_HOSTS.includes(url.host) && url.username === '' && url.password === '';
}

/** Opens a link outside Sonny after the person agreed; anything not allowed is dropped without a question. */
export async function openExternally(address: string, opener: LinkOpener): Promise<boolean> {
  if (!mayOpen(address) || !(await opener.approves(address))) return false;
  await opener.open(address);
  return true;
}
