# Installs the build tree, then builds and runs this folder's project against nothing but the prefix.
#   cmake -D EDGECASE_BUILD_DIR=build/release -D COMPILER=g++ -D GENERATOR=Ninja -P check.cmake
cmake_minimum_required(VERSION 3.25)

set(stage ${EDGECASE_BUILD_DIR}/consumer)
file(REMOVE_RECURSE ${stage})
function(run)
  execute_process(COMMAND ${ARGV} WORKING_DIRECTORY ${EDGECASE_BUILD_DIR}
                  RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE out)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGV}\nended with ${status}:\n${out}")
  endif()
  set(output "${out}" PARENT_SCOPE)
endfunction()

run(${CMAKE_COMMAND} --install ${EDGECASE_BUILD_DIR} --prefix ${stage}/prefix)
run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR} -B ${stage}/build -G ${GENERATOR}
    -D CMAKE_CXX_COMPILER=${COMPILER} -D CMAKE_PREFIX_PATH=${stage}/prefix)
run(${CMAKE_COMMAND} --build ${stage}/build)
foreach(program consumer everything)
  run(${stage}/build/${program} ${stage}/prefix/share/edgecase/scenarios)
  # It must parse; a key that is not there is an error.
  string(JSON scenario GET "${output}" scenario)
  string(JSON requests GET "${output}" simulated_requests)
  string(JSON metrics LENGTH "${output}" metrics)
  if(NOT scenario STREQUAL "image-shop" OR NOT requests GREATER 0 OR NOT metrics GREATER 50)
    message(FATAL_ERROR "${program} simulated ${requests} requests of ${scenario}: ${output}")
  endif()
endforeach()

# Headers of the public API only; the inside of the library stays inside.
file(GLOB_RECURSE headers RELATIVE ${stage}/prefix ${stage}/prefix/*.hpp)
list(FILTER headers EXCLUDE REGEX "^include/edgecase/[a-z_]+\\.hpp$")
if(headers)
  message(FATAL_ERROR "installed, but not public: ${headers}")
endif()
# The installed tool finds its catalogues beside the prefix, from any folder.
if(EXISTS ${stage}/prefix/bin/edgecase)
  run(${stage}/prefix/bin/edgecase check
      ${stage}/prefix/share/edgecase/scenarios/image-shop.yaml)
endif()
