import { sessionBus, Variant, type MessageBus } from 'dbus-native';

/**
 * Starts the accessibility bus and its registry on a session bus and says that a reader is there. It has to be said
 * before a browser starts: a browser that is running does not notice.
 */
export async function startAccessibility(busAddress: string, timeoutMs: number): Promise<void> {
  const session = open(busAddress, timeoutMs);
  try {
    const bus = { destination: 'org.a11y.Bus', path: '/org/a11y/bus' };
    const address = await session.invoke<string>({ ...bus, interface: 'org.a11y.Bus', member: 'GetAddress' });
    await session.invoke({
      ...bus,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Set',
      signature: 'ssv',
      body: ['org.a11y.Status', 'IsEnabled', new Variant('b', true)],
    });
    await startRegistry(address, timeoutMs);
  } finally {
    await session.close();
  }
}

async function startRegistry(address: string, timeoutMs: number): Promise<void> {
  const bus = open(address, timeoutMs);
  try {
    await bus.invoke({
      destination: 'org.a11y.atspi.Registry',
      path: '/org/a11y/atspi/accessible/root',
      interface: 'org.freedesktop.DBus.Peer',
      member: 'Ping',
    });
  } finally {
    await bus.close();
  }
}

function open(busAddress: string, timeout: number): MessageBus {
  const bus = sessionBus({ busAddress, timeout });
  // A lost connection rejects the calls that wait; without a listener it would also end this process.
  bus.connection.on('error', () => undefined);
  return bus;
}
