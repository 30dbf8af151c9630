import x11 from 'x11';
import { SonnyError } from '../../../../shared/protocol/errors.ts';
import type { HandClipboard } from '../../hand.ts';
import { until } from '../../patience.ts';
import { TEXT_FORMATS, textContent, textOf } from '../../clipboard-content.ts';
import type { Connection } from './connection.ts';
import { selectionOwner } from './selection-owner.ts';
import { selectionReader } from './selection-reader.ts';

/** Content with more bytes than this is not kept. */
const MOST_BYTES = 32 * 1024 * 1024;

/** The display's clipboards. What is offered is served for as long as this process lives, or until another program takes over. */
export function openClipboard(connection: Connection): HandClipboard {
  const { x, root } = connection;
  const window = x.AllocID();
  x.CreateWindow(window, root, -10, -10, 1, 1, 0, 0, 0, 0, {
    overrideRedirect: true,
    eventMask: x11.eventMask['PropertyChange'] ?? 0,
  });
  const owner = selectionOwner(connection, window);
  const reader = selectionReader(connection, window);

  return {
    async readText(selection, progress) {
      const own = owner.current(selection);
      if (own) return textOf(own);
      const offered = await reader.formats(selection, progress);
      for (const format of [...TEXT_FORMATS, 'STRING']) {
        if (!offered.includes(format)) continue;
        const found = await reader.read(selection, format, progress);
        if (found) return found.data.toString(format === 'STRING' ? 'latin1' : 'utf8');
      }
      return null;
    },
    async offerText(selection, text) {
      const offer = await owner.offer(selection, textContent(text));
      if (!owner.current(selection)) throw new SonnyError('UNSUPPORTED', 'Another program keeps the clipboard.');
      return {
        async fetchedBy(target, patienceMs, progress) {
          // Clipboard managers take a copy too; only the target's own connection counts.
          const taken = async () => (offer.fetchedBy.some((by) => connection.sameClient(by, target)) ? true : null);
          return (await until(taken, progress, patienceMs, offer.onFetched)) ?? false;
        },
      };
    },
    async save(selection, progress) {
      return owner.current(selection) ?? reader.copy(selection, MOST_BYTES, progress);
    },
    async restore(selection, content) {
      await owner.offer(selection, content);
    },
  };
}
