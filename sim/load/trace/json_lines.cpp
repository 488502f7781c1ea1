#include "load/trace/json_lines.hpp"

#include <algorithm>

#include "load/json.hpp"

namespace edgecase {
namespace {

constexpr std::size_t deepest = 32;

/// Calls `found(path, value)` for each value outside arrays.
template <class Found>
class JsonWalk {
 public:
  explicit JsonWalk(Found found) : found_(found) {}

  bool null() { return value(""); }
  bool boolean(bool yes) { return value(yes ? "true" : "false"); }
  bool number_integer(std::int64_t n) { return value(std::to_string(n)); }
  bool number_unsigned(std::uint64_t n) { return value(std::to_string(n)); }
  bool number_float(double, const std::string& text) { return value(text); }
  bool string(std::string& text) { return value(text); }
  bool binary(Json::binary_t&) { return true; }
  bool start_object(std::size_t) {
    lengths_.push_back(path_.size());
    return lengths_.size() <= deepest;
  }
  bool key(std::string& name) {
    path_.resize(lengths_.back());
    if (!path_.empty()) path_ += '.';
    path_ += name;
    return true;
  }
  bool end_object() {
    path_.resize(lengths_.back());
    lengths_.pop_back();
    return true;
  }
  bool start_array(std::size_t) { return ++arrays_ <= deepest; }
  bool end_array() {
    --arrays_;
    return true;
  }
  bool parse_error(std::size_t at, const std::string&, const nlohmann::detail::exception&) {
    problem = at;
    return false;
  }

  std::size_t problem = 1;  // from 1

 private:
  bool value(std::string_view text) {
    if (arrays_ == 0 && !lengths_.empty()) found_(path_, text);
    return true;
  }

  Found found_;
  std::string path_;
  std::vector<std::size_t> lengths_;  // of the path at each open object
  std::size_t arrays_ = 0;
};

/// The offset of the problem; npos: there is none.
template <class Found>
std::size_t walk(std::string_view line, Found found) {
  const std::size_t first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos || line[first] != '{') return 0;
  JsonWalk<Found> walker(found);
  if (Json::sax_parse(line.begin(), line.end(), &walker)) return std::string_view::npos;
  return std::min(std::max<std::size_t>(walker.problem, 1), line.size()) - 1;
}

}  // namespace

std::vector<std::string> json_paths(std::string_view line) {
  std::vector<std::string> paths;
  const auto add = [&](const std::string& path, std::string_view) { paths.push_back(path); };
  if (walk(line, add) != std::string_view::npos) return {};
  return paths;
}

JsonLineReader::JsonLineReader(std::vector<std::string> paths)
    : paths_(std::move(paths)), values_(paths_.size()), cells_(paths_.size()) {}

bool JsonLineReader::read(std::string_view line) {
  for (std::string& value : values_) value.clear();
  problem_ = walk(line, [&](const std::string& path, std::string_view text) {
    const auto at = std::ranges::find(paths_, path);
    if (at != paths_.end()) values_[static_cast<std::size_t>(at - paths_.begin())] = text;
  });
  if (problem_ != std::string_view::npos) return false;
  for (std::size_t i = 0; i < cells_.size(); ++i) cells_[i] = {values_[i], 0, line.size()};
  return true;
}

}  // namespace edgecase
