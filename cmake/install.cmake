# `cmake --install`: the library, its public headers, the tool, the scenarios and their catalogues.
include(CMakePackageConfigHelpers)

set(EDGECASE_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/edgecase)
install(TARGETS edgecase EXPORT edgecaseTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/edgecase DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        FILES_MATCHING PATTERN "*.hpp")
install(DIRECTORY scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/edgecase COMPONENT tool)
if(TARGET edgecase_cli)
  install(TARGETS edgecase_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT tool)
endif()

install(EXPORT edgecaseTargets NAMESPACE edgecase:: DESTINATION ${EDGECASE_PACKAGE_DIR})
configure_package_config_file(cmake/edgecaseConfig.cmake.in
  ${PROJECT_BINARY_DIR}/edgecaseConfig.cmake INSTALL_DESTINATION ${EDGECASE_PACKAGE_DIR})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/edgecaseConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/edgecaseConfig.cmake
              ${PROJECT_BINARY_DIR}/edgecaseConfigVersion.cmake
        DESTINATION ${EDGECASE_PACKAGE_DIR})
