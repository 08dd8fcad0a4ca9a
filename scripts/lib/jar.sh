# Sourced. Builds server/target/rotunda.jar when it is missing or older than a source, and has run_jar.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=scripts/lib/jdk.sh
source "$root/scripts/lib/jdk.sh"
readonly JAR=$root/server/target/rotunda.jar

jar_is_current() {
  [[ -e $JAR ]] && [[ -z $(
    cd "$root" || exit
    find pom.xml ./*/pom.xml ./*/src/main web -newer "$JAR" -not -path './bench/*' -print -quit
  ) ]]
}

build_jar() {
  local log
  log=$(mktemp)
  echo "Building Rotunda (the first time takes some minutes, while Maven loads the libraries) ..." >&2
  if ! "$root/scripts/mvn" --batch-mode -Dmaven.test.skip=true package >"$log" 2>&1; then
    grep -vE '^\[INFO\]' "$log" >&2
    echo "The build failed. The whole log: $log" >&2
    exit 1
  fi
  rm -f "$log"
}

# With $ROTUNDA_JAVA_OPTS last, so that they win.
run_jar() {
  local flags=(
    -XX:+UseG1GC
    -XX:+UseCompactObjectHeaders
    # Idle connections cost little: memory goes back to the system when they have gone.
    -XX:MaxHeapFreeRatio=20
    -XX:MinHeapFreeRatio=10
    --enable-native-access=ALL-UNNAMED
    -Dio.netty.leakDetection.level=disabled
  )
  local -a extra=()
  read -ra extra <<<"${ROTUNDA_JAVA_OPTS:-}"
  exec "$JAVA_HOME/bin/java" "${flags[@]}" ${extra[@]+"${extra[@]}"} -jar "$JAR" "$@"
}

jar_is_current || build_jar
