# Sourced, after need.sh. promtool: Prometheus' own check of what it is to read, on the PATH or in target/, where it is
# put out of Debian's package: the server and what it depends on are not needed here.
# shellcheck shell=bash

need_promtool() {
  local here=$PWD/target/promtool
  if ! command -v promtool >/dev/null && [[ ! -x $here/usr/bin/promtool ]]; then
    need dpkg-deb dpkg
    echo "Fetching promtool ..."
    mkdir -p "$here"
    (
      cd "$here"
      apt-get -qq download prometheus 2>/dev/null ||
        { as_root apt-get -qq update && apt-get -qq download prometheus 2>/dev/null; }
      dpkg-deb --fsys-tarfile prometheus_*.deb | tar -x ./usr/bin/promtool
      rm -f prometheus_*.deb
    )
  fi
  PROMTOOL=$(PATH=$PATH:$here/usr/bin command -v promtool)
  export PROMTOOL
}
