/** This machine's addresses for itself; nothing else is ever listened on. */
export const LOOPBACK: readonly string[] = ['127.0.0.1', '::1'];
