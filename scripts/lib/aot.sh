# Sourced. make_aot_cache JAVA JAR OPTIONS CACHE: rehearses a server that keeps its data in a temporary directory, and
# leaves behind what the JVM learned. A server is the same without, only slower to start and to become fast.
# shellcheck shell=bash

# A subshell: the traps are its own. A server in the background would not hear of an interrupt, nor would its PostgreSQL.
make_aot_cache() (
  java=$1 jar=$2 options=$3 cache=$4
  here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
  work=$(mktemp -d)
  server=
  trap '[[ -z $server ]] || { kill "$server" 2>/dev/null; wait "$server"; }; rm -rf "$work"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  secret=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
  # The address space and the heap as usual, so that the cache fits; nothing that the environment says.
  env -i PATH="$PATH" HOME="$work" PORT=0 HOST=127.0.0.1 DATA_DIR="$work/data" JWT_SECRET="$secret" AUTO_CREATE_ROOMS=true \
    RATE_LIMIT_EVENTS=0 LOG_LEVEL=error "$java" @"$options" -XX:AOTCacheOutput="$work/rotunda.aot" -jar "$jar" \
    >"$work/log" 2>&1 &
  server=$!
  address=
  for _ in $(seq 600); do
    address=$(sed -n 's/^rotunda listening on //p' "$work/log")
    if [[ -n $address ]] || ! kill -0 "$server" 2>/dev/null; then
      break
    fi
    sleep 0.1
  done
  ok=false
  if [[ -n $address ]] && rehearse "$here" "$java" "$address" "$secret" >>"$work/log" 2>&1; then
    ok=true
  fi
  kill "$server" 2>/dev/null
  wait "$server" || ok=false
  server=
  if ! $ok || [[ ! -s $work/rotunda.aot ]] || ! mv "$work/rotunda.aot" "$cache"; then
    echo "The AOT cache could not be made; the server starts without. The end of what was said:" >&2
    tail -n 5 "$work/log" >&2
    exit 1
  fi
)

# Compiled before where there is no compiler.
rehearse() {
  local here=$1 java=$2 address=$3 secret=$4
  if [[ -e $here/Rehearsal.class ]]; then
    "$java" -cp "$here" Rehearsal "$address" "$secret"
  else
    "$java" "$here/Rehearsal.java" "$address" "$secret"
  fi
}
