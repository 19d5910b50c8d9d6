#!/bin/sh
# What process.execPath names: Electron with its fuse `runAsNode` off does not run scripts.
echo "The app's program is no Node: it cannot run ${1:-a script}." >&2
exit 70
