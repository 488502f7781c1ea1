# `cpack`, as tools/package calls it: a .deb that installs to /usr and a tarball that runs from any
# folder. Both hold the component `tool`: the tool, the scenarios and their catalogues, shell
# completions, and the notices of the libraries that are linked into it.

install(FILES README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT tool)
foreach(script bash:bash-completion/completions/edgecase
               fish:fish/vendor_completions.d/edgecase.fish)
  string(REPLACE ":" ";" script ${script})
  list(GET script 0 shell)
  list(GET script 1 file)
  install(CODE "
    set(file \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}/${file}\")
    execute_process(COMMAND \"$<TARGET_FILE:edgecase_cli>\" completion ${shell}
                    OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
    file(WRITE \"\${file}\" \"\${text}\")" COMPONENT tool)
endforeach()

# From the copyright files of the Debian packages. Boost's licence asks for no notice in programs.
set(notices "edgecase is built with these libraries, and with Boost (Boost Software License 1.0).\n")
foreach(package libyaml-cpp-dev libfmt-dev libzstd-dev zlib1g-dev liblzma-dev nlohmann-json3-dev
                libeigen3-dev librandom123-dev libsqlite3-dev)
  set(copyright /usr/share/doc/${package}/copyright)
  if(NOT EXISTS ${copyright})
    message(STATUS "No packages from this build: ${copyright} is missing")
    return()
  endif()
  file(READ ${copyright} text)
  string(APPEND notices "\n==== ${package}\n\n${text}")
endforeach()
if(NOT EDGECASE_CARRIES_ALL)
  message(STATUS "No packages from this build: the tool is linked with shared libraries")
  return()
endif()
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/notices CONTENT "@notices@" @ONLY)

install(FILES ${PROJECT_BINARY_DIR}/notices RENAME copyright
        DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT tool)

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_INSTALL_CMAKE_PROJECTS "${PROJECT_BINARY_DIR};${PROJECT_NAME};tool;/")
string(TOLOWER ${CMAKE_SYSTEM_NAME} system)
set(CPACK_PACKAGE_FILE_NAME edgecase-${PROJECT_VERSION}-${system}-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_CONTACT "The developers of edgecase")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
include(CPack)
