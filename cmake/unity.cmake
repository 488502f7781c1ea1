# Unity builds: several sources form one translation unit. The project's own headers take most of the
# compile time, so parsing them once for many sources more than halves a build. Anonymous names are
# therefore distinct over the whole library, and within each suite of tests (tests/tidy/unity.cpp).
# `-D EDGECASE_UNITY=OFF` compiles each source separately, which is faster when only one file changes.
option(EDGECASE_UNITY "Compile several sources as one" ON)

# edgecase_batch(TARGET SOURCE...): sources of one folder of the first or second level stay together,
# in batches of about 64 KB.
function(edgecase_batch target)
  if(NOT EDGECASE_UNITY)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  set(last "")
  set(number 0)
  set(bytes 0)
  foreach(source ${ARGN})
    file(SIZE ${source} size)
    file(RELATIVE_PATH name ${PROJECT_SOURCE_DIR} ${source})
    string(REGEX MATCH "^[^/]+/[^/]+" folder ${name})
    math(EXPR bytes "${bytes} + ${size}")
    if(NOT folder STREQUAL last OR bytes GREATER EDGECASE_UNITY_BYTES)
      math(EXPR number "${number} + 1")
      set(bytes ${size})
    endif()
    set(last ${folder})
    string(MAKE_C_IDENTIFIER ${folder} group)
    set_source_files_properties(${source} TARGET_DIRECTORY ${target} PROPERTIES
                                UNITY_GROUP ${group}_${number})
  endforeach()
endfunction()
set(EDGECASE_UNITY_BYTES 60000 CACHE STRING "Sources of a unity batch, bytes")
