# shellcheck shell=bash disable=SC2034
# The Debian 12 packages of the project, in one place. Sourced, never run.

# To build and run edgecase.
build_packages=(
  cmake ninja-build g++
  libyaml-cpp-dev libfmt-dev nlohmann-json3-dev libeigen3-dev libboost1.81-dev libzstd-dev
  zlib1g-dev liblzma-dev libsqlite3-dev
)

# To package it: dpkg-dev finds out which packages a program depends on.
package_packages=("${build_packages[@]}" dpkg-dev)

# To test it: test libraries, benchmarks, clang for the fuzzers and linters, python3, which checks bills
# independently, and MPI for edgecase-mpi.
test_packages=(
  "${package_packages[@]}"
  doctest-dev librapidcheck-dev libvalijson-dev librandom123-dev libbenchmark-dev python3
  libopenmpi-dev openmpi-bin
  clang-19 libclang-rt-19-dev libc++-19-dev libc++abi-19-dev clang-tidy-19 clang-format-19
)
