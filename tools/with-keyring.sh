#!/bin/sh
# Runs a command in a session of its own with an empty, unlocked keyring: the tests of the keychain
# meet the real Secret Service, and never the keys of whoever runs them.
# usage: tools/with-keyring.sh COMMAND...
set -eu

if [ "${SEATWORTH_KEYRING:-}" != inside ]; then
  session=$(mktemp -d)
  trap 'rm -rf "$session"' EXIT
  mkdir -m 700 "$session/data" "$session/run"
  XDG_DATA_HOME=$session/data XDG_RUNTIME_DIR=$session/run SEATWORTH_KEYRING=inside \
    dbus-run-session -- "$0" "$@"
  exit
fi

printf 'only for tests' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
SEATWORTH_KEYRING=ready exec "$@"
