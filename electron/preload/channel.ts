/** The one channel between a window and the Electron host. Texts of the protocol travel on it, nothing else. */
export const CHANNEL = 'sonny';
