#!/usr/bin/env bash
# Packages a build, installs each package in a root folder that holds nothing but the C and C++
# libraries, and runs it there: its output must equal that of the build's own binary.
#   tests/package/check.sh BUILD
set -euo pipefail

build=$(readlink -f "$1")
stage=$build/package-test

fail() {
  echo "$*" >&2
  exit 1
}

if [ "$(id -u)" != 0 ]; then
  [ "${CI:-}" != true ] || fail "the packages are run in a root folder of their own, which needs root"
  echo "skipped: only root may run a program in a root folder of its own"
  exit 77
fi

pack() {
  rm -rf "$stage"
  mkdir -p "$stage"
  [ -e "$build/CPackConfig.cmake" ] || fail "this build makes no packages; its configuration says why"
  cpack --config "$build/CPackConfig.cmake" -B "$stage" >"$stage/log" 2>&1 || fail "$(cat "$stage/log")"
}

# in_root ROOT COMMAND...: without this machine's environment.
in_root() { env -i PATH="$PATH" chroot "$@"; }

# clean_root FOLDER: the C and C++ libraries, nothing else.
clean_root() {
  local file
  mkdir -p "$1"/usr/lib{,64}
  ln -s usr/lib usr/lib64 "$1"
  for file in $(dpkg -L libc6 libstdc++6 libgcc-s1 | grep -E '/lib[^/]*/.*\.so[.0-9]*$' |
    grep -v /gconv/); do
    mkdir -p "$1$(readlink -f "$(dirname "$file")")"
    cp -a "$file" "$1$(readlink -f "$(dirname "$file")")"
  done
}

# same_answer ROOT PREFIX: one scenario, run in the root and by the build's binary.
same_answer() {
  local job=(run "${2#/}/share/edgecase/scenarios/image-shop.yaml" --replications 1 --quiet)
  in_root "$1" "$2/bin/edgecase" "${job[@]}" >"$stage/packaged"
  (cd "$1" && "$build/edgecase" "${job[@]}" >"$stage/ordinary")
  cmp "$stage/packaged" "$stage/ordinary" || fail "the package in $2 prints something else"
  grep -q '^INCONCLUSIVE image-shop · 1 replication' "$stage/packaged" || fail "$(cat "$stage/packaged")"
}

# complete ROOT PREFIX: the version and the files that come with the tool.
complete() {
  local version examples file
  version=$(in_root "$1" "$2/bin/edgecase" --version)
  [ "$version" = "$("$build/edgecase" --version)" ] || fail "the package in $2 is of $version"
  examples=$(in_root "$1" "$2/bin/edgecase" examples)
  [[ $examples == *"edgecase run ${2#/}/share/edgecase/scenarios/image-shop.yaml"* ]] ||
    fail "the package in $2 does not find its scenarios"
  for file in doc/edgecase/{README.md,copyright} bash-completion/completions/edgecase \
    fish/vendor_completions.d/edgecase.fish; do
    [ -s "$1$2/share/$file" ] || fail "the package in $2 lacks share/$file"
  done
}

pack
clean_root "$stage/bare"

mkdir -p "$stage"/bare/{opt,srv}
tar -C "$stage/bare/opt" -xzf "$stage"/edgecase-*.tar.gz
(cd "$stage/bare/opt" && mv edgecase-* edgecase)
complete "$stage/bare" /opt/edgecase
mv "$stage/bare/opt/edgecase" "$stage/bare/srv/a folder"
same_answer "$stage/bare" "/srv/a folder"

dpkg-deb -x "$stage"/edgecase_*.deb "$stage/bare"
complete "$stage/bare" /usr
same_answer "$stage/bare" /usr
others=$(dpkg-deb -f "$stage"/edgecase_*.deb Depends | tr ',' '\n' |
  sed 's/ *(.*//; s/^ *//' | grep -vxE 'libc6|libstdc\+\+6|libgcc-s1' || true)
[ -z "$others" ] || fail "the .deb needs more than the C and C++ libraries: $others"
rm -rf "$stage"
echo "both packages run with nothing but the C and C++ libraries"
