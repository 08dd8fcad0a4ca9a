# Sourced. need COMMAND PACKAGE: installs what is missing where that can be done without asking, else says so.
# shellcheck shell=bash

as_root() {
  if ((EUID == 0)); then
    env DEBIAN_FRONTEND=noninteractive "$@"
  else
    sudo -n DEBIAN_FRONTEND=noninteractive "$@"
  fi
}

need() {
  local command=$1 package=$2
  if command -v "$command" >/dev/null; then
    return
  fi
  if command -v apt-get >/dev/null && as_root true 2>/dev/null; then
    echo "Installing $package ..."
    as_root apt-get -qq update
    as_root apt-get -qq install --yes --no-install-recommends "$package" </dev/null >/dev/null
  else
    echo "'$command' is missing: install it (Debian: apt-get install $package)." >&2
    exit 1
  fi
}
