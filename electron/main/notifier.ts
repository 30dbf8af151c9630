import type { Notification, NotificationConstructorOptions } from 'electron';
import type { Notifier } from '../../shared/ports/notifier.ts';
import { visible } from '../../shared/protocol/visible.ts';

/**
 * Notifies by the platform's own means.
 * @param instead told, as a line, what the platform can't show
 */
export const electronNotifier = (
  Shown: Pick<typeof Notification, 'isSupported'> &
    (new (options: NotificationConstructorOptions) => {
      show(): void;
    }),
  instead: (line: string) => void,
): Notifier => ({
  notify({ title, say }) {
    if (Shown.isSupported()) new Shown({ title: visible(title), body: visible(say), urgency: 'critical' }).show();
    else instead(`${title}: ${say}`);
  },
});
