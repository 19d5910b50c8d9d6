import { spawnSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Mounts a small disk at a folder; `null` where this machine does not let us mount one. */
export function smallDisk(place: string, size: string): string | null {
  const done = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', place]);
  if (done.status === 0) return place;
  console.log('No disk can be mounted here (it needs root): this part is left out.');
  return null;
}

export const unmount = (place: string): void => {
  spawnSync('umount', ['-l', place]);
};

/** Takes all the room that a small disk has left. */
export function fill(disk: string): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, 'filler'), Buffer.alloc(bavail * bsize));
}

export const makeRoom = (disk: string): void => rmSync(join(disk, 'filler'));
