#include "load/checker.hpp"

#include <utility>

#include <fmt/core.h>

#include "load/text/codes.hpp"

namespace edgecase {

std::string Checker::full(std::string_view path) const {
  if (base_.empty()) return std::string(path);
  if (path.empty()) return base_;
  return path[0] == '[' ? fmt::format("{}{}", base_, path) : fmt::format("{}.{}", base_, path);
}

void Checker::report(std::string_view path, Finding finding) {
  std::string where = full(path);
  if (keeps_off_errors_ && diagnostics_.concerns(where)) return;
  const Place place = document_.place_of(where);
  diagnostics_.add(place, std::move(where), std::move(finding));
}

void Checker::changes_nothing(std::string_view path, std::string message, std::string help) {
  report(path, {code::changes_nothing, std::move(message), "has no effect", std::move(help),
                Severity::warning});
}

Checker Checker::at(std::string_view path) const { return {document_, diagnostics_, full(path)}; }

bool Checker::written(std::string_view path) const { return document_.find(full(path)) != nullptr; }

}  // namespace edgecase
