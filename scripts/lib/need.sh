# Sourced. need COMMAND PACKAGE, need_python MODULE PACKAGE: installs what is missing where that can be done without asking, else says so.
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
  command -v "$command" >/dev/null || install_package "'$command'" "$package"
}

# need_python MODULE PACKAGE: for the system's own Python.
need_python() {
  local module=$1 package=$2
  /usr/bin/python3 -c "import $module" 2>/dev/null || install_package "Python's '$module'" "$package"
}

install_package() {
  local what=$1 package=$2
  if command -v apt-get >/dev/null && as_root true 2>/dev/null; then
    echo "Installing $package ..."
    as_root apt-get -qq update
    as_root apt-get -qq install --yes --no-install-recommends "$package" </dev/null >/dev/null
  else
    echo "$what is missing: install it (Debian: apt-get install $package)." >&2
    exit 1
  fi
}
