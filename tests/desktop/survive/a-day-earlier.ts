/** Loaded before a program, sets its clock back by a day. */
const now = Date.now;
Date.now = () => now() - 24 * 3_600_000;
