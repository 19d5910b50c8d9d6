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

# usage: asks DESTINATION PATH METHOD ARGUMENT...
asks() {
  to=$1
  shift
  dbus-send --session --print-reply --reply-timeout=5000 --dest="$to" "$@" 2>/dev/null
}

# Whether the daemon has its name on the bus within ten seconds; asked of the bus, since a question
# to the name itself would start a second daemon.
has_name() {
  for _ in $(seq 100); do
    asks org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
      string:org.freedesktop.secrets | grep -q 'boolean true' && return
    sleep 0.1
  done
  return 1
}

is_unlocked() {
  asks org.freedesktop.secrets /org/freedesktop/secrets/collection/login \
    org.freedesktop.DBus.Properties.Get \
    string:org.freedesktop.Secret.Collection string:Locked | grep -q 'boolean false'
}

# A daemon that does not answer is replaced: the tests meet one that does, or say that they met none.
replace=
for try in 1 2 3 4 5; do
  # shellcheck disable=SC2086 # no word where nothing is replaced
  printf 'only for tests' |
    gnome-keyring-daemon --unlock $replace --components=secrets >/dev/null || true
  if has_name && is_unlocked; then
    SEATWORTH_KEYRING=ready exec "$@"
  fi
  echo "The keyring of the session does not answer (try $try)." >&2
  replace=--replace
done
SEATWORTH_KEYRING=none exec "$@"
