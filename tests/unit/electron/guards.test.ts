import { describe, expect, test, vi } from 'vitest';
import { guardContents } from '../../../electron/main/contents-guard.ts';
import { mayOpen, openExternally } from '../../../electron/main/external-links.ts';
import { denyPermissions } from '../../../electron/main/permissions.ts';
import { FakeSession, FakeWebContents } from '../../fakes/electron.ts';

describe('a page', () => {
  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'is refused %s',
    (event) => {
      const contents = new FakeWebContents();
      expect(contents.allows(event)).toBe(true);
      guardContents(contents.asElectron, () => {});
      expect(contents.allows(event)).toBe(false);
    },
  );

  test('opens no window; its link goes to whoever decides about links', () => {
    const contents = new FakeWebContents();
    const links: string[] = [];
    guardContents(contents.asElectron, (address) => links.push(address));
    expect(contents.openWindow({ url: 'https://evil.test/' } as never)).toEqual({ action: 'deny' });
    expect(links).toEqual(['https://evil.test/']);
  });

  test('gets no permission, no device and no picture of the screen', () => {
    const session = new FakeSession();
    denyPermissions(session);
    const asked = vi.fn();
    for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal'] as const) {
      session.request?.({} as never, permission, asked, {} as never);
      expect(session.check?.(null, permission, 'app://sonny', {} as never)).toBe(false);
    }
    expect(asked.mock.calls).toEqual(Array.from({ length: 5 }, () => [false]));
    expect(session.device?.({} as never)).toBe(false);
    const streams = vi.fn();
    session.display?.({} as never, streams);
    expect(streams).toHaveBeenCalledExactlyOnceWith({});
  });
});

describe('a link', () => {
  const opener = (agrees: boolean) => ({ approves: vi.fn(async () => agrees), open: vi.fn(async () => {}) });

  test('to a known page opens when the person agrees, and not otherwise', async () => {
    const address = 'https://support.apple.com/guide/mac-help';
    const agreed = opener(true);
    expect(await openExternally(address, agreed)).toBe(true);
    expect(agreed.open).toHaveBeenCalledExactlyOnceWith(address);
    const refused = opener(false);
    expect(await openExternally(address, refused)).toBe(false);
    expect(refused.open).not.toHaveBeenCalled();
  });

  test.each([
    'http://support.apple.com/',
    'https://support.apple.com.evil.test/',
    'https://support.apple.com:8443/',
    'https://support.apple.com@evil.test/',
    'https://user@support.apple.com/',
    'https://evil.test/?support.apple.com',
    'file:///etc/passwd',
    'smb://support.apple.com/share',
    'javascript:alert(1)',
    'ms-msdt:/id PCWDiagnostic',
    'vbscript:x',
    'not an address',
  ])('to anything else is dropped without a question: %s', async (address) => {
    const asked = opener(true);
    expect(mayOpen(address)).toBe(false);
    expect(await openExternally(address, asked)).toBe(false);
    expect(asked.approves).not.toHaveBeenCalled();
  });
});
