import { z } from 'zod';

// The page's policy forbids generated code. Imported before any schema, because a schema probes for it when it is made.
z.config({ jitless: true });
