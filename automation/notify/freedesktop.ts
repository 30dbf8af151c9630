import dbus, { Variant } from 'dbus-native';
import type { Notification, Notifier } from '../../shared/ports/notifier.ts';
import { visible } from '../../shared/protocol/visible.ts';

/** How long a notification service may take to answer, in milliseconds. */
const PATIENCE_MS = 2000;
/** Stays until a person takes it away (Desktop Notifications Specification, urgency levels). */
const CRITICAL = 2;

async function send(busAddress: string, { title, say }: Notification): Promise<void> {
  const bus = dbus.sessionBus({ busAddress, timeout: PATIENCE_MS });
  const lost = new Promise<never>((_, reject) => bus.connection.on('error', reject));
  try {
    const sent = bus.invoke({
      destination: 'org.freedesktop.Notifications',
      path: '/org/freedesktop/Notifications',
      interface: 'org.freedesktop.Notifications',
      member: 'Notify',
      signature: 'susssasa{sv}i',
      body: ['Sonny', 0, '', visible(title), visible(say), [], [['urgency', new Variant('y', CRITICAL)]], -1],
    });
    await Promise.race([sent, lost]);
  } finally {
    await bus.close().catch(() => undefined);
  }
}

/**
 * Notifies over the session bus that `env` names.
 * @param instead told what no notification service took
 */
export const createFreedesktopNotifier = (
  env: Readonly<Record<string, string | undefined>>,
  instead: (notification: Notification) => void,
): Notifier => ({
  notify(notification) {
    const busAddress = env['DBUS_SESSION_BUS_ADDRESS'];
    if (!busAddress) return instead(notification);
    void send(busAddress, notification).catch(() => instead(notification));
  },
});
