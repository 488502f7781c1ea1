# shellcheck shell=bash disable=SC2154
# Installing packages and building presets, for tools/edgecase and tools/test. Sourced, never run.
# Messages go to stderr; the output of the tools goes to build/setup.log.
# Expects: root (the project's folder), me (the prefix of each message).

log=$root/build/setup.log

say() { printf '%s: %s\n' "$me" "$*" >&2; }

fail() {
  say "$1"
  exit 1
}

# The end of the log, shown before a failure message.
show_log() { tail -n "${1:-30}" "$log" >&2; }

# One setup at a time: a second caller waits, then finds the work done.
take_lock() {
  if ! mkdir -p "$root/build" 2>/dev/null || [ ! -w "$root/build" ]; then
    fail "cannot write to $root/build, where the build goes"
  fi
  exec 9>"$root/build/.lock"
  flock -n 9 && return
  say "waiting for another setup to finish"
  flock 9
}

# need_packages NAME...: installs the missing ones; needs no root rights if none is missing.
need_packages() {
  if ! command -v dpkg-query >/dev/null; then
    say "this is not Debian: assuming that the libraries in tools/lib/packages.sh are installed"
    return
  fi
  local have missing=() name as_root=()
  have=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null)
  for name; do
    grep -qx "installed $name" <<<"$have" || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ]; then
    as_root=(sudo)
    if ! command -v sudo >/dev/null || { ! sudo -n true 2>/dev/null && [ ! -t 0 ]; }; then
      say "packages are missing, and installing them needs root rights. As root, run:"
      fail "  apt-get install --no-install-recommends ${missing[*]}"
    fi
  fi
  say "installing ${#missing[@]} packages: ${missing[*]}"
  local install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -y -q
    -o DPkg::Lock::Timeout=300 install --no-install-recommends "${missing[@]}")
  # Package lists are fetched only if they are missing or outdated.
  "${install[@]}" >>"$log" 2>&1 </dev/null && return
  say "fetching package lists"
  if ! "${as_root[@]}" apt-get -q update >>"$log" 2>&1 </dev/null ||
    ! "${install[@]}" >>"$log" 2>&1 </dev/null; then
    show_log 10
    say "the packages could not be installed (log: $log). As root, run:"
    fail "  apt-get update && apt-get install --no-install-recommends ${missing[*]}"
  fi
}

# A build folder holds absolute paths: that of a checkout which was moved or copied is of no use.
forget_moved_build() {
  local build=$1 was
  was=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$build/CMakeCache.txt" 2>/dev/null)
  [ -z "$was" ] || [ "$was" = "$root" ] && return
  say "this checkout was built in $was: building anew"
  rm -rf "$build"
}

configure_preset() {
  local preset=$1
  forget_moved_build "$root/build/$preset"
  say "configuring $preset"
  if ! (cd "$root" && cmake --preset "$preset") >>"$log" 2>&1; then
    show_log
    fail "configuring $preset failed (log: $log)"
  fi
}

# build_preset PRESET [TARGET...]: configures and builds.
build_preset() {
  configure_preset "$1"
  build_configured "$@"
}

# build_configured PRESET [TARGET...]: builds, with a progress line at every 20%.
build_configured() {
  local preset=$1 status
  shift
  say "building $preset"
  (cd "$root" && NINJA_STATUS='[%f/%t] ' cmake --build --preset "$preset" -j "$(nproc)" \
    ${1:+--target "$@"}) 2>&1 | tee -a "$log" | show_fifths "$preset"
  status=${PIPESTATUS[0]}
  [ "$status" = 0 ] && return
  grep -E -A 12 'error:|FAILED' "$log" | tail -n 40 >&2
  fail "building $preset failed (log: $log)"
}

show_fifths() {
  local line finished total shown=0
  while IFS= read -r line; do
    [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]] || continue
    finished=${BASH_REMATCH[1]} total=${BASH_REMATCH[2]}
    if [ "$total" -ge 10 ] && [ $((finished * 5 / total)) -gt "$shown" ]; then
      shown=$((finished * 5 / total))
      say "building $1: $finished of $total"
    fi
  done
}
