# edgecase_test(SUITE/ENTRY TARGET ARGUMENT...): a test that leaves the CPU seconds that it took in
# cpu/SUITE/ENTRY.cpu, where tools/lib/budget finds them.
function(edgecase_test name command)
  set(record ${PROJECT_BINARY_DIR}/cpu/${name}.cpu)
  cmake_path(GET record PARENT_PATH folder)
  file(MAKE_DIRECTORY ${folder})
  if(TARGET ${command})
    set(command $<TARGET_FILE:${command}>)
  endif()
  add_test(NAME ${name}
           COMMAND ${PROJECT_SOURCE_DIR}/tools/lib/measured ${record} ${command} ${ARGN})
endfunction()
