# SPDX-License-Identifier: Apache-2.0
# Copyright 2026 The Simplane authors
#
# What run, test, bench and .ci/run share. To be sourced by bash, in the folder that holds run.

readonly LEAST_JAVA=25

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

# The main version of the JDK in a folder, by its release file; nothing when it is none.
jdk_version() {
  [ -x "$1/bin/javac" ] && sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

is_new_enough() {
  local version
  version=$(jdk_version "$1")
  [ -n "$version" ] && [ "$version" -ge "$LEAST_JAVA" ]
}

# Sets JAVA_HOME: a setting, JAVA_HOME itself, javac on the PATH, or the lowest fitting one where JDKs are usually installed.
find_jdk() {
  local javac home best='' best_version='' version
  if [ -n "${SIMPLANE_JAVA_HOME:-}" ]; then
    is_new_enough "$SIMPLANE_JAVA_HOME" || die "SIMPLANE_JAVA_HOME names no JDK $LEAST_JAVA or later: $SIMPLANE_JAVA_HOME"
    export JAVA_HOME=$SIMPLANE_JAVA_HOME
    return
  fi
  if [ -n "${JAVA_HOME:-}" ] && is_new_enough "$JAVA_HOME"; then
    export JAVA_HOME
    return
  fi
  if javac=$(command -v javac); then
    home=$(dirname "$(dirname "$(readlink -f "$javac")")")
    if is_new_enough "$home"; then
      export JAVA_HOME=$home
      return
    fi
  fi
  for home in /usr/lib/jvm/* /usr/java/* /usr/local/*jdk* /opt/*jdk* /opt/java/* \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.local/share/mise/installs/java/* "${HOME:-}"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if is_new_enough "$home"; then
      version=$(jdk_version "$home")
      if [ -z "$best" ] || [ "$version" -lt "$best_version" ]; then
        best=$home best_version=$version
      fi
    fi
  done
  [ -n "$best" ] || die "Simplane needs a JDK $LEAST_JAVA or later and found none; install one (such as Temurin) or name its folder in SIMPLANE_JAVA_HOME."
  export JAVA_HOME=$best
}

# Runs Maven: the installed one when it is new enough, else the wrapper, which fetches one.
maven() {
  local version
  version=$(mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')
  if [ -n "$version" ] && [ "$(printf '%s\n' 3.8.7 "$version" | sort -V | head -n 1)" = 3.8.7 ]; then
    mvn "$@"
  else
    ./mvnw "$@"
  fi
}

# What is built from, in one line.
fingerprint() {
  find pom.xml ./*/pom.xml .mvn ./*/src/main -type f | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum | cksum
}

# Builds the given modules, and what they need, unless that has been done since the sources changed.
build() {
  local modules=$1 stamp="target/built-${1//,/-}" log=target/build.log now
  now=$(fingerprint)
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ]; then
    return
  fi
  mkdir -p target
  printf 'Building Simplane (only when something changed; the first time Maven also fetches libraries)\n'
  if ! maven -B -Pquick -Dmaven.test.skip=true -pl "$modules" -am package 2>&1 | tee "$log" | show_progress; then
    grep -m 5 '^\[ERROR\]' "$log" >&2
    die "The build failed; all of it is in $log."
  fi
  printf '%s\n' "$now" >"$stamp"
}

# One line for each module, and a count of what is fetched, in place of Maven's output. Fails when the build fails.
show_progress() {
  awk -v terminal="$([ -t 1 ] && echo 1)" '
    function over() { if (fetched && terminal) printf "\r\033[K"; fetched = 0 }
    /^\[INFO\] Building Simplane/ { over(); if ($4 == "::") { printf "  %s %s\n", $5, $NF; fflush() } }
    /^Downloaded|^\[INFO\] Downloaded/ {
      all++; fetched = 1
      if (terminal) { printf "\r    %d files fetched", all; fflush() } else if (all % 100 == 0) { printf "    %d files fetched\n", all; fflush() }
    }
    /BUILD SUCCESS/ { good = 1 }
    END { over(); exit !good }'
}
