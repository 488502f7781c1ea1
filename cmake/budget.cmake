# edgecase_test(SUITE/ENTRY TARGET ARGUMENT...): a test that leaves the CPU seconds that it took in
# cpu/SUITE/ENTRY.cpu, where tools/lib/budget finds them. It needs the build, if ctest has that as a
# test (tools/test). What takes longest starts first, or all else would wait for it at the end: tests
# that tests/budget.txt lists, in the order of their limits.
set(EDGECASE_LIMITS ${PROJECT_SOURCE_DIR}/tests/budget.txt)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${EDGECASE_LIMITS})
file(STRINGS ${EDGECASE_LIMITS} EDGECASE_LIMITS REGEX "^[a-z]")
cmake_path(GET PROJECT_BINARY_DIR FILENAME EDGECASE_BUILD_FOLDER)

function(edgecase_test name command)
  set(record ${PROJECT_BINARY_DIR}/cpu/${name}.cpu)
  cmake_path(GET record PARENT_PATH folder)
  file(MAKE_DIRECTORY ${folder})
  if(TARGET ${command})
    set(command $<TARGET_FILE:${command}>)
  endif()
  add_test(NAME ${name}
           COMMAND ${PROJECT_SOURCE_DIR}/tools/lib/measured ${record} ${command} ${ARGN})
  set_tests_properties(${name} PROPERTIES FIXTURES_REQUIRED ${EDGECASE_BUILD_FOLDER})
  foreach(line ${EDGECASE_LIMITS})
    if(line MATCHES "^${name} +([0-9]+) ")
      set_tests_properties(${name} PROPERTIES COST ${CMAKE_MATCH_1})
    endif()
  endforeach()
endfunction()
