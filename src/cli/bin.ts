#!/usr/bin/env node
import { run } from "./main.ts";

// The exit code is set, not forced, so that what was printed reaches a pipe whole.
process.exitCode = await run(process.argv.slice(2));
