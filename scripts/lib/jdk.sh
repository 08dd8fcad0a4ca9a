# Sourced. Sets JAVA_HOME to a JDK that can build and run Rotunda: the one in JAVA_HOME if it is new
# enough, else the newest on the machine.
# shellcheck shell=bash

readonly JDK_NEEDED=25

# The major version of the JDK in a directory, or 0 when there is none (a JRE cannot build).
jdk_major() {
  local version=0
  if [[ -x $1/bin/javac && -r $1/release ]]; then
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  fi
  echo "${version:-0}"
}

jdk_candidates() {
  local home
  for home in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    echo "$home"
  done
  if [[ -x /usr/libexec/java_home ]]; then
    /usr/libexec/java_home -v "$JDK_NEEDED+" 2>/dev/null || true
  fi
  if command -v javac >/dev/null; then
    dirname "$(dirname "$(realpath "$(command -v javac)")")"
  fi
}

find_jdk() {
  local best=${JAVA_HOME:-} major best_major home
  best_major=$(jdk_major "$best")
  if ((best_major < JDK_NEEDED)); then
    while IFS= read -r home; do
      major=$(jdk_major "$home")
      if ((major > best_major)); then
        best=$home best_major=$major
      fi
    done < <(jdk_candidates)
  fi
  if ((best_major < JDK_NEEDED)); then
    {
      echo "Rotunda needs a JDK $JDK_NEEDED or newer and found none on this machine."
      echo "Install one, for example Eclipse Temurin (https://adoptium.net), Debian's openjdk-$JDK_NEEDED-jdk where there is"
      echo "one, or 'sdk install java $JDK_NEEDED-tem'; or set JAVA_HOME to where it is."
    } >&2
    exit 1
  fi
  export JAVA_HOME=$best
}

find_jdk
