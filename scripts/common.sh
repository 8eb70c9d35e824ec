# shellcheck shell=bash
# What the scripts share. Sourced after `set -euo pipefail`; sets ROOT, the project's folder.

# shellcheck disable=SC2034 # used by the scripts that source this one
ROOT="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)"
readonly ROOT

# Browsers come from Debian, never from a download.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

say() {
  printf '%s\n' "$*" >&2
}

die() {
  say "${0##*/}: $*"
  exit 1
}

# need COMMAND PACKAGE: ends with a sentence where COMMAND is missing.
need() {
  command -v "$1" >/dev/null 2>&1 || die "'$1' is missing; install it with: apt-get install $2"
}

# How the station's JVM runs. Small footprint: serial collector, a heap that begins small (else a sixty-fourth of the machine's
# memory, all of which is touched sooner or later), no counters for jstat (they wake a thread twenty times a
# second), and the quick compiler alone: no code of the station is hot enough to repay the slow one, whose work costs more CPU
# than all boards together (scripts/bench). Between boards a station sleeps, and when it wakes its memory is cold: large pages
# and early compiling nearly halve what that costs. (A kernel without large pages is no trouble and not told of.)
readonly STATION_JVM=(-XX:+UseSerialGC -Xms64m -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=0.1
  -XX:+UseTransparentHugePages -Xlog:pagesize=off -XX:-UsePerfData -Xshare:auto -XX:+ExitOnOutOfMemoryError
  -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED)

# exec_station_jvm JAVA ARGUMENTS...: becomes it, with few malloc arenas; JAVA_OPTS adds options.
exec_station_jvm() {
  local java="$1" more
  shift
  export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
  # Names of files are UTF-8 whatever the caller's locale is. All of it is set, as a category that this machine lacks would
  # make the whole locale plain C.
  export LC_ALL=C.UTF-8
  # Word by word on purpose: JAVA_OPTS is a list of options.
  read -r -a more <<<"${JAVA_OPTS:-}"
  exec "$java" "${STATION_JVM[@]}" ${more[@]+"${more[@]}"} "$@"
}

# java_home: the home of the JDK in use.
java_home() {
  printf '%s\n' "${JAVA_HOME:-$(dirname -- "$(dirname -- "$(readlink -f -- "$(command -v javac)")")")}"
}

need_build_tools() {
  need javac openjdk-17-jdk-headless
  need mvn maven
  need npm npm
}

# install_missing PACKAGE...: installs those Debian packages that are not there yet.
install_missing() {
  local package missing=() root=()
  if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
    die "apt-get is missing: the tests install what they need only on Debian. Install by hand what gives: $*"
  fi
  for package in "$@"; do
    if [[ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)" != installed ]]; then
      missing+=("$package")
    fi
  done
  ((${#missing[@]})) || return 0
  if ((EUID != 0)); then
    command -v sudo >/dev/null 2>&1 || die "run as root or with sudo: apt-get install ${missing[*]}"
    root=(sudo)
  fi
  say "Installing from Debian: ${missing[*]}"
  local apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y
    -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
  local log
  log="$(mktemp)"
  if ! "${apt[@]}" install --no-install-recommends "${missing[@]}" >"$log" 2>&1; then
    # The package lists of a fresh machine are empty or old.
    if ! { "${apt[@]}" update && "${apt[@]}" install --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
      tail -n 20 "$log" >&2
      rm -f "$log"
      die "apt-get could not install: ${missing[*]}"
    fi
  fi
  rm -f "$log"
}

# run_harness CLASS ARGUMENT...: builds the station with its tests if missing or older than its sources, then becomes CLASS
# of the tests' package harness, which runs the station from outside.
run_harness() {
  local target="$ROOT/station/target" started java=java
  local built="$target/harness.built" classpath="$target/harness.classpath"
  local class="org.twomes.station.harness.$1"
  shift
  if ! harness_built "$built" "$classpath"; then
    need_build_tools
    mkdir -p "$target"
    # The same lock as scripts/station: one build at a time.
    exec 9>"$target/.build.lock"
    if command -v flock >/dev/null 2>&1; then
      flock 9
    fi
    if ! harness_built "$built" "$classpath"; then
      say "Building the station and its tests (the first time takes some minutes) ..."
      # The mark's time is the build's start: what changes meanwhile is built the next time.
      started="$(mktemp)"
      if ! (cd "$ROOT" && mvn -q -B -ntp test-compile dependency:build-classpath \
        -Dmdep.outputFile="$classpath" -Dmdep.includeScope=test 1>&2); then
        rm -f "$started"
        die "the build failed; see above"
      fi
      touch -r "$started" "$built"
      rm -f "$started"
    fi
    exec 9>&-
  fi
  if [[ -n "${JAVA_HOME:-}" && -x "$JAVA_HOME/bin/java" ]]; then
    java="$JAVA_HOME/bin/java"
  else
    need java openjdk-17-jdk-headless
  fi
  exec "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED \
    -Dstation.log.console=ERROR -Dlogback.configurationFile=logback.xml \
    -cp "$target/classes:$target/test-classes:$(<"$classpath")" "$class" "$@"
}

# harness_built MARK CLASSPATH: whether the last build of run_harness is newer than all that goes into it.
harness_built() {
  [[ -f "$1" && -f "$2" ]] || return 1
  [[ -z "$(find "$ROOT/pom.xml" "$ROOT/station/pom.xml" "$ROOT/config" "$ROOT/station/src/main" "$ROOT/station/src/test" \
    -name node_modules -prune -o -newer "$1" -print -quit)" ]]
}
