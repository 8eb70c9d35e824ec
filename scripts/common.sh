# shellcheck shell=bash
# What the scripts share. Sourced after `set -euo pipefail`; sets ROOT, the project's folder, and TARGET, what is built there.

ROOT="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)"
readonly ROOT
readonly TARGET="$ROOT/station/target"

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

# maven ARGUMENT...: runs Maven on the project; its output goes to standard error.
maven() {
  (cd "$ROOT" && mvn -q -B -ntp "$@" 1>&2)
}

# maven_with_classpath NAME ARGUMENT...: the same, then writes the class path of the test libraries to TARGET/NAME.classpath.
maven_with_classpath() {
  local name="$1"
  shift
  maven "$@" dependency:build-classpath -Dmdep.outputFile="$TARGET/$name.classpath" -Dmdep.includeScope=test
}

# lock_build: one script builds at a time, as all of them write the same folder. Who has to wait says for whom.
lock_build() {
  local lock="$TARGET/.build.lock" holder
  mkdir -p "$TARGET"
  exec 9<>"$lock"
  # Without flock (it is part of every Debian) builds are not kept apart.
  command -v flock >/dev/null 2>&1 || return 0
  if ! flock -n 9; then
    holder="$(<"$lock")"
    say "Waiting for the build of ${holder:-another script} ..."
    flock 9
  fi
  printf 'scripts/%s (process %s)\n' "${0##*/}" "$$" >"$lock"
}

unlock_build() {
  exec 9>&-
}

# built NAME PRODUCT SOURCES: whether PRODUCT is there and the last build of NAME began after the last change of SOURCES, the
# program's sources, the configuration and the poms.
built() {
  local name="$1" product="$2" sources="$3"
  [[ -f "$TARGET/$name.built" && -f "$TARGET/$product" ]] || return 1
  # The build itself touches the folder into which npm unpacks.
  [[ -z "$(find "$ROOT/pom.xml" "$ROOT/station/pom.xml" "$ROOT/config" "$ROOT/station/src/main" "$ROOT/$sources" \
    -name node_modules -prune -o -newer "$TARGET/$name.built" ! -path '*/src/main/npm' -print -quit)" ]]
}

# build_if_stale NAME PRODUCT SOURCES TEXT COMMAND...: unless built NAME PRODUCT SOURCES, says that TEXT is being built and
# runs COMMAND.
build_if_stale() {
  local name="$1" product="$2" sources="$3" text="$4" started
  shift 4
  ! built "$name" "$product" "$sources" || return 0
  need_build_tools
  lock_build
  # Whoever waited finds it built, perhaps.
  if ! built "$name" "$product" "$sources"; then
    say "Building $text (the first time takes some minutes) ..."
    # The mark's time is the build's start: what changes meanwhile is built the next time.
    started="$(mktemp)"
    if ! "$@"; then
      rm -f "$started"
      die "the build failed; see above"
    fi
    touch -r "$started" "$TARGET/$name.built"
    rm -f "$started"
  fi
  unlock_build
}

# run_harness CLASS ARGUMENT...: builds the station with its tests if missing or older than its sources, then becomes CLASS
# of the tests' package harness, which runs the station from outside.
run_harness() {
  local class="org.twomes.station.harness.$1" java=java
  shift
  build_if_stale harness harness.classpath station/src/test "the station and its tests" \
    maven_with_classpath harness test-compile
  if [[ -n "${JAVA_HOME:-}" && -x "$JAVA_HOME/bin/java" ]]; then
    java="$JAVA_HOME/bin/java"
  else
    need java openjdk-17-jdk-headless
  fi
  exec "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED \
    -Dstation.log.console=ERROR -Dlogback.configurationFile=logback.xml \
    -cp "$TARGET/classes:$TARGET/test-classes:$(<"$TARGET/harness.classpath")" "$class" "$@"
}
