# Unity builds: several sources form one translation unit. The project's own headers take most of the
# compile time, so parsing them once for many sources more than halves a build. Anonymous names are
# therefore distinct over the whole library, and within each suite of tests (tests/tidy/unity.cpp).
# `-D EDGECASE_UNITY=OFF` compiles each source separately, which is faster when only one file changes.
option(EDGECASE_UNITY "Compile several sources as one" ON)

# edgecase_batch(TARGET BYTES SOURCE...): batches of at most so many bytes of sources; of tests, each
# of one suite.
function(edgecase_batch target most)
  if(NOT EDGECASE_UNITY)
    return()
  endif()
  if(EDGECASE_BUILD_FUZZ)  # what counts coverage costs half as much again
    math(EXPR most "${most} * 2 / 3")
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  set(last "")
  set(number 0)
  set(bytes 0)
  foreach(source ${ARGN})
    file(SIZE ${source} size)
    file(RELATIVE_PATH name ${PROJECT_SOURCE_DIR} ${source})
    string(REGEX MATCH "^(sim/path|sim|[^/]+/[^/]+)" folder ${name})
    string(REGEX MATCH "^[^/]+/[^/]+" first ${name})
    math(EXPR bytes "${bytes} + ${size}")
    set(limit ${most})
    if(folder STREQUAL "sim/path")  # a request's way is one batch, so that its stages are inlined
      math(EXPR limit "2 * ${most}")
    endif()
    if(NOT folder STREQUAL last OR bytes GREATER limit)
      math(EXPR number "${number} + 1")
      set(bytes ${size})
      string(MAKE_C_IDENTIFIER ${first} group)
    endif()
    set(last ${folder})
    set_source_files_properties(${source} TARGET_DIRECTORY ${target} PROPERTIES
                                UNITY_GROUP ${group}_${number})
  endforeach()
endfunction()
