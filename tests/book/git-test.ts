import { spawnSync } from 'node:child_process';
import { test } from 'vitest';

const hasGit = spawnSync('git', ['--version']).status === 0;
if (!hasGit) console.warn('git is not installed: trackers of local repositories are not tested.');

/** A test that needs git: left out where there is none, which is said; under CI that is a failure. */
export const gitTest = test.skipIf(!hasGit && process.env['CI'] !== 'true');
