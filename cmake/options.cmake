# The test cases are compiled at -O1 (they drive the library, which keeps its own level).
# ggc-min-heapsize: g++ collects its garbage from 512 MB on, not from what a header or two fill; it
# spent 7% of its time with that.
# Warnings, sanitizers and tuning of our own targets; never exported to consumers.
# -ffp-contract=off: a fused multiply-add would make results depend on the machine that builds.
# -fmacro-prefix-map: a failed check reports its source relative to the project, and no folder of the
# build machine gets into the binary.
# g++ 12 has false positives for two warnings: maybe-uninitialized for std::optional and std::map at -O3
# or under sanitizers, restrict for every "text" + string (PR 105651). Sanitizers and clang-tidy cover these.
# clang 19 finds that std::stable_sort of libstdc++ 12 uses what is deprecated.
# Clang counts changes of signedness as conversions, g++ does not: the same rules for both.
# In a batch, a local name may equal an anonymous one of another source: a shadow that says nothing.
set(EDGECASE_SHADOW -Wshadow)
if(EDGECASE_UNITY)
  set(EDGECASE_SHADOW $<$<CXX_COMPILER_ID:GNU>:-Wshadow=local>)
endif()
add_library(edgecase_options INTERFACE)
target_compile_options(edgecase_options INTERFACE
  -fmacro-prefix-map=${PROJECT_SOURCE_DIR}/=
  -Wall -Wextra -Wpedantic ${EDGECASE_SHADOW} -Wconversion -fno-math-errno -ffp-contract=off
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized> $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>
  $<$<CXX_COMPILER_ID:Clang>:-Wno-sign-conversion>
  $<$<BOOL:$<TARGET_PROPERTY:EDGECASE_TEST_CASES>>:-O1>
  $<$<BOOL:$<TARGET_PROPERTY:EDGECASE_ONCE>>:-O1>
  $<$<CXX_COMPILER_ID:GNU>:--param=ggc-min-heapsize=524288>
  $<$<BOOL:${EDGECASE_WERROR}>:-Werror>
  $<$<BOOL:${EDGECASE_NATIVE}>:-march=native>)
if(EDGECASE_SANITIZE)
  # The library at -O1: at -O0 the simulations of the tests take minutes. Line tables only: writing
  # more is what takes the time. What no sanitized test runs is compiled for its warnings only.
  target_compile_options(edgecase_options INTERFACE -fsanitize=address,undefined
    -fno-sanitize-recover=undefined -fno-omit-frame-pointer -g1 -O1
    "$<$<BOOL:$<TARGET_PROPERTY:EDGECASE_UNSANITIZED>>:-fno-sanitize=all;-O0>")
  target_link_options(edgecase_options INTERFACE -fsanitize=address,undefined)
endif()
if(EDGECASE_BUILD_FUZZ)
  # All code that the fuzzer reaches is instrumented for coverage; only the targets of tests/fuzz link its main.
  target_compile_options(edgecase_options INTERFACE -fsanitize=fuzzer-no-link,address,undefined
    -fno-sanitize-recover=undefined -fno-omit-frame-pointer
    "$<$<BOOL:$<TARGET_PROPERTY:EDGECASE_SIMULATOR>>:-fno-sanitize=address,undefined;-O1>")
  target_link_options(edgecase_options INTERFACE -fsanitize=address,undefined)
endif()
if(EDGECASE_LTO)
  # Objects keep their machine code too, so the installed archive links under any compiler.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    set(CMAKE_CXX_COMPILE_OPTIONS_IPO -flto=auto -ffat-lto-objects)
  endif()
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
endif()
# Every compilation leaves what it cost beside its object, for the budget that tools/test keeps.
find_program(EDGECASE_CCACHE ccache)
if(NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${PROJECT_SOURCE_DIR}/tools/lib/compile)
  if(EDGECASE_CCACHE)
    list(APPEND CMAKE_CXX_COMPILER_LAUNCHER ${EDGECASE_CCACHE})
  endif()
endif()

# Visible to the library itself, its tools and its tests, not to consumers.
add_library(edgecase_inside INTERFACE)
target_include_directories(edgecase_inside INTERFACE ${PROJECT_SOURCE_DIR}/sim)
target_compile_definitions(edgecase_inside INTERFACE EDGECASE_VERSION="${PROJECT_VERSION}"
  $<$<BOOL:${EDGECASE_PORTABLE}>:EDGECASE_PORTABLE>)
target_link_libraries(edgecase_inside INTERFACE
  ${EDGECASE_YAML} ${EDGECASE_FMT} nlohmann_json::nlohmann_json Eigen3::Eigen Boost::headers Threads::Threads)
