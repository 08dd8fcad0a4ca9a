# Sourced. Builds server/target/rotunda.jar when it is missing or older than a source, and has run_jar.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=scripts/lib/jdk.sh
source "$root/scripts/lib/jdk.sh"
# shellcheck source=scripts/lib/aot.sh
source "$root/scripts/lib/aot.sh"
readonly JAR=$root/server/target/rotunda.jar
readonly OPTIONS=$root/server/jvm.options

jar_is_current() {
  [[ -e $JAR ]] && [[ -z $(
    cd "$root" || exit
    find pom.xml {rooms,persistence,handlers,server}/{pom.xml,src/main} web -newer "$JAR" -print -quit
  ) ]]
}

build_jar() {
  local log
  log=$(mktemp)
  echo "Building Rotunda (the first time takes some minutes, while Maven loads the libraries) ..." >&2
  if ! "$root/scripts/mvn" --batch-mode -Dmaven.test.skip=true -pl server -am package >"$log" 2>&1; then
    grep -vE '^\[INFO\]' "$log" >&2
    echo "The build failed. The whole log: $log" >&2
    exit 1
  fi
  rm -f "$log"
  touch "$JAR" # Maven leaves a jar alone whose content is the same
}

# Makes the AOT cache for this jar and this JVM where there is none. One that cannot be made is not tried again.
prepare_jar() {
  [[ -w ${JAR%/*} ]] || return 0
  local cache
  cache=$(aot_cache)
  if [[ ! -e $cache ]]; then
    rm -f "${JAR%.jar}"-*.aot
    echo "Rehearsing, so that this build starts fast from now on (half a minute) ..." >&2
    make_aot_cache "$JAVA_HOME/bin/java" "$JAR" "$OPTIONS" "$cache" ||
      { (($? < 128)) || exit; : >"$cache"; }
  fi
}

# It fits the jar and the JVM that it was made with; the name says which.
aot_cache() {
  local made_for
  made_for=$({ cat "$JAVA_HOME/release" "$OPTIONS"; stat -c '%Y %s' "$JAR"; } 2>/dev/null | cksum | cut -d' ' -f1)
  echo "${JAR%.jar}-$made_for.aot"
}

# With $ROTUNDA_JAVA_OPTS last, so that they win.
run_jar() {
  local -a flags=("@$OPTIONS") extra=()
  if [[ -s $(aot_cache) ]]; then
    flags+=("-XX:AOTCache=$(aot_cache)")
  fi
  read -ra extra <<<"${ROTUNDA_JAVA_OPTS:-}"
  exec "$JAVA_HOME/bin/java" "${flags[@]}" ${extra[@]+"${extra[@]}"} -jar "$JAR" "$@"
}

jar_is_current || build_jar
