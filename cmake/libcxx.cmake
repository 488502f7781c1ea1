# Building with libc++ where the distribution's own C++ libraries are built with libstdc++. Two of them
# have code that is not in headers. fmt has a header-only form. yaml-cpp is linked into a shared
# object with libstdc++ inside, of which nothing is seen but one C function (sim/load/text/
# yaml_events.hpp): two standard libraries in one process, neither of which meets the other's types.
string(FIND "${CMAKE_CXX_FLAGS}" "-stdlib=libc++" at)
if(at EQUAL -1)
  set(EDGECASE_LIBCXX OFF)
  set(EDGECASE_FMT fmt::fmt)
  set(EDGECASE_YAML yaml-cpp)
  return()
endif()
set(EDGECASE_LIBCXX ON)
set(EDGECASE_FMT fmt::fmt-header-only)
set(EDGECASE_YAML edgecase_yaml)

find_program(EDGECASE_GXX g++ REQUIRED)
find_library(EDGECASE_YAML_ARCHIVE libyaml-cpp.a REQUIRED)
set(parser ${PROJECT_SOURCE_DIR}/sim/load/text/yaml_parser.cpp)
set(shared ${PROJECT_BINARY_DIR}/libedgecase_yaml.so)
add_custom_command(OUTPUT ${shared} DEPENDS ${parser} VERBATIM
  COMMAND ${EDGECASE_GXX} -std=c++20 -O1 -shared -fPIC -fvisibility=hidden
          -I ${PROJECT_SOURCE_DIR}/sim ${parser} ${EDGECASE_YAML_ARCHIVE}
          -static-libstdc++ -static-libgcc -Wl,--exclude-libs,ALL -o ${shared})
add_custom_target(edgecase_yaml_parser DEPENDS ${shared})
add_library(edgecase_yaml SHARED IMPORTED)
set_target_properties(edgecase_yaml PROPERTIES IMPORTED_LOCATION ${shared} IMPORTED_NO_SONAME ON)
add_dependencies(edgecase_yaml edgecase_yaml_parser)
