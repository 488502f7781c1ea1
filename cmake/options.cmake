# Warnings, sanitizers and tuning of our own targets; never exported to consumers.
add_library(edgecase_options INTERFACE)
target_compile_options(edgecase_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -fno-math-errno -ffp-contract=off
  $<$<BOOL:${EDGECASE_WERROR}>:-Werror>
  $<$<BOOL:${EDGECASE_NATIVE}>:-march=native>)
if(EDGECASE_SANITIZE)
  target_compile_options(edgecase_options INTERFACE -fsanitize=address,undefined
                         -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  target_link_options(edgecase_options INTERFACE -fsanitize=address,undefined)
endif()
if(EDGECASE_LTO)
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
endif()
find_program(EDGECASE_CCACHE ccache)
if(EDGECASE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${EDGECASE_CCACHE})
endif()

# What the inside of the library and its own tools and tests see; no consumer does.
add_library(edgecase_inside INTERFACE)
target_include_directories(edgecase_inside INTERFACE ${PROJECT_SOURCE_DIR}/sim)
target_link_libraries(edgecase_inside INTERFACE
  $<BUILD_INTERFACE:yaml-cpp> $<BUILD_INTERFACE:fmt::fmt>
  $<BUILD_INTERFACE:nlohmann_json::nlohmann_json> $<BUILD_INTERFACE:Eigen3::Eigen>
  $<BUILD_INTERFACE:Boost::headers> $<BUILD_INTERFACE:Threads::Threads>)
