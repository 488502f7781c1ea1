#pragma once
// Networks for tests: the shipped ones, read as a user's run reads them, and small ones in memory.

#include <fstream>
#include <optional>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "load/read.hpp"
#include "load/text/render.hpp"
#include "model/net/network.hpp"

namespace edgecase::net_test {

inline std::string project_file(const std::string& path) {
  return std::string(EDGECASE_SOURCE_DIR) + "/" + path;
}

/// The file's text, or nothing if there is no such file.
inline std::optional<std::string> slurp(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

inline NetworkSpec shipped_spec(const std::string& name) {
  Diagnostics problems;
  const auto document =
      load_document(project_file("scenarios/networks/" + name + ".yaml"), {}, problems);
  std::optional<NetworkSpec> spec;
  if (document) spec = read<NetworkSpec>(*document, problems);
  INFO(render_text(problems));
  REQUIRE(spec);
  return *spec;
}

inline const Network& cloudflare() {
  static const Network network(shipped_spec("cloudflare-2026"));
  return network;
}

inline const Network& lab() {
  static const Network network(shipped_spec("lab"));
  return network;
}

/// What reading this text as a network complains about, as text; empty when it is fine.
inline std::string complaints(const std::string& yaml) {
  Diagnostics problems;
  const auto document = parse_document(yaml, "network.yaml", {}, problems);
  if (document) read<NetworkSpec>(*document, problems);
  return render_text(problems);
}

}  // namespace edgecase::net_test
