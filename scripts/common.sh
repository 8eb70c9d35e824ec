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
