#include "load/text/diagnostics.hpp"

#include <algorithm>
#include <tuple>

namespace edgecase {

namespace {

constexpr std::size_t most_kept = 1000;

/// Characters (code points) in the first `bytes` bytes.
int characters(std::string_view line, int bytes) {
  int count = 0;
  const std::size_t end = std::min(line.size(), static_cast<std::size_t>(std::max(bytes, 0)));
  for (std::size_t i = 0; i < end; ++i)
    if ((static_cast<unsigned char>(line[i]) & 0xC0U) != 0x80U) ++count;
  return count;
}

}  // namespace

std::string_view Source::line(int number) const {
  if (!numbers.empty()) {
    const auto at = std::lower_bound(numbers.begin(), numbers.end(), number);
    if (at == numbers.end() || *at != number) return {};
    number = static_cast<int>(at - numbers.begin()) + 1;
  }
  if (number < 1 || static_cast<std::size_t>(number) > starts.size()) return {};
  const std::string_view rest =
      std::string_view(text).substr(starts[static_cast<std::size_t>(number) - 1]);
  return rest.substr(0, rest.find('\n'));
}

SourceId Sources::add(Source source) {
  source.starts = {0};
  for (std::size_t i = 0; i < source.text.size(); ++i)
    if (source.text[i] == '\n') source.starts.push_back(i + 1);
  all_.push_back(std::make_unique<Source>(std::move(source)));
  return static_cast<SourceId>(all_.size() - 1);
}

const Source* Sources::find(std::string_view name) const {
  for (const auto& source : all_)
    if (source->name == name) return source.get();
  return nullptr;
}

bool Diagnostics::concerns(std::string_view path) const {
  const auto inside = [](std::string_view inner, std::string_view outer) {
    if (!inner.starts_with(outer)) return false;
    return inner.size() == outer.size() || outer.empty() || inner[outer.size()] == '.' ||
           inner[outer.size()] == '[';
  };
  return std::any_of(all_.begin(), all_.end(), [&](const Located& one) {
    const std::string_view other = one.diagnostic.path;
    if (one.diagnostic.severity != Severity::error || other.empty()) return false;
    return inside(other, path) || inside(path, other);
  });
}

void Diagnostics::add(Place place, std::string path, Finding finding) {
  if (finding.severity == Severity::error) ++errors_;
  if (all_.size() >= most_kept) {
    ++dropped_;
    return;
  }
  Diagnostic d;
  d.severity = finding.severity;
  d.code = finding.code;
  d.path = std::move(path);
  d.message = std::move(finding.message);
  d.label = std::move(finding.label);
  d.hint = std::move(finding.hint);
  if (place.source < sources_->size()) {
    const Source& source = (*sources_)[place.source];
    d.file = source.name;
    d.line = place.line;
    if (place.line > 0) {
      const std::string_view line = source.line(place.line);
      d.column = characters(line, place.column - 1) + 1;
      d.length = std::max(1, characters(line, place.column - 1 + place.length) - d.column + 1);
    }
  }
  all_.push_back({place, std::move(d)});
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  const auto key = [](const Located& l) {
    return std::tie(l.place.source, l.place.line, l.place.column, l.diagnostic.code,
                    l.diagnostic.path, l.diagnostic.message);
  };
  std::vector<const Located*> order;
  order.reserve(all_.size());
  for (const Located& l : all_) order.push_back(&l);
  std::sort(order.begin(), order.end(),
            [&](const Located* a, const Located* b) { return key(*a) < key(*b); });
  const auto last =
      std::unique(order.begin(), order.end(),
                  [&](const Located* a, const Located* b) { return key(*a) == key(*b); });
  order.erase(last, order.end());
  std::vector<Diagnostic> result;
  result.reserve(order.size());
  for (const Located* l : order) result.push_back(l->diagnostic);
  return result;
}

}  // namespace edgecase
