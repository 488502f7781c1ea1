#include "load/text/document.hpp"

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "load/files.hpp"
#include "load/text/codes.hpp"
#include "load/text/merge.hpp"
#include "load/text/path.hpp"
#include "load/text/yaml.hpp"

namespace edgecase {

namespace {

namespace fs = std::filesystem;

class Loader {
 public:
  Loader(Diagnostics& diagnostics, const LoadLimits& limits)
      : diagnostics_(diagnostics), limits_(limits) {}

  std::optional<Node> text(std::string text, const std::string& name, int layer) {
    const SourceId source = diagnostics_.sources()->add({name, normalised(std::move(text)), layer});
    const std::string& kept = (*diagnostics_.sources())[source].text;
    if (layer == 0) first_ = name;
    if (!clean(kept, source, limits_, diagnostics_)) return std::nullopt;
    std::optional<Node> root = parse_yaml(kept, {source, 0, 0}, limits_, diagnostics_);
    if (!root) return std::nullopt;
    chain_.push_back(canonical_name(name));
    return extended(std::move(*root), fs::path(name), layer);
  }

  void overrides(Node& root, std::span<const std::string> all) {
    if (all.empty()) return;
    std::string lines;
    for (const std::string& one : all) lines += one + '\n';
    const SourceId source = diagnostics_.sources()->add({"--set", lines, -1});
    if (!clean(lines, source, limits_, diagnostics_)) return;
    std::map<std::string, int> seen;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const int line = static_cast<int>(i);
      if (all[i].find('\n') != std::string::npos) {
        diagnostics_.add({source, line + 1, 1, 1}, "",
                         {code::bad_override, "an override must be a single line"});
        return;
      }
      const std::string path = all[i].substr(0, all[i].find('='));
      if (const auto [earlier, fresh] = seen.try_emplace(path, line + 1); !fresh)
        diagnostics_.add({source, line + 1, 1, static_cast<int>(path.size())}, "",
                         {code::override_repeated,
                          fmt::format("`{}` is set more than once", path),
                          {},
                          "the last one wins",
                          Severity::warning});
      apply_override(root, all[i], {source, line, 0}, limits_, diagnostics_);
    }
  }

 private:
  std::optional<Node> extended(Node root, const fs::path& file, int layer) {
    if (root.kind != Node::Kind::map) return root;
    const auto at = std::find_if(root.entries.begin(), root.entries.end(),
                                 [](const Entry& e) { return e.key == "extends"; });
    if (at == root.entries.end()) return root;
    const Node named = std::move(at->value);
    root.entries.erase(at);
    std::optional<Node> base = base_of(named, file, layer);
    if (!base) return std::nullopt;
    lay_over(*base, std::move(root));
    return base;
  }

  std::optional<Node> base_of(const Node& named, const fs::path& file, int layer) {
    const auto refuse = [&](std::string message, std::string hint = {}) {
      diagnostics_.add(named.place, "extends",
                       {code::bad_extends, std::move(message), {}, std::move(hint)});
      return std::nullopt;
    };
    if (named.kind != Node::Kind::scalar || named.text.empty())
      return refuse("`extends` needs the name of a single file", "write extends: base.yaml");
    if (limits_.extends == 0) return refuse("`extends` is not allowed here");
    if (layer >= limits_.extends)
      return refuse(fmt::format("`extends` is nested more than {} files deep", limits_.extends));
    const fs::path base = found(file.parent_path() / named.text, named.text);
    if (!may_read(base)) return refuse_outside(named);
    if (!is_file(base))
      return refuse(fmt::format("file `{}` does not exist", base.string()),
                    "the name is relative to the file with `extends`");
    if (std::find(chain_.begin(), chain_.end(), canonical_name(base)) != chain_.end())
      return refuse(fmt::format("`{}` extends itself", base.string()));
    return text(read_text(base, limits_.bytes), base.string(), layer + 1);
  }

  /// The file next to the one that names it, else in a catalogue folder.
  fs::path found(fs::path beside, const std::string& name) const {
    if (is_file(beside)) return beside;
    for (const fs::path& shelf : limits_.shelves)
      if (is_file(shelf / name)) return shelf / name;
    return beside;
  }

  bool may_read(const fs::path& file) const {
    if (limits_.outside || is_inside(file, first_.parent_path())) return true;
    return std::any_of(limits_.shelves.begin(), limits_.shelves.end(),
                       [&](const fs::path& shelf) { return is_inside(file, shelf); });
  }

  std::optional<Node> refuse_outside(const Node& named) {
    diagnostics_.add(named.place, "extends", outside_folder(named.text));
    return std::nullopt;
  }

  Diagnostics& diagnostics_;
  const LoadLimits& limits_;
  fs::path first_;
  std::vector<fs::path> chain_;
};

}  // namespace

Finding outside_folder(std::string_view name) {
  return {code::outside_folder, fmt::format("`{}` is outside the folder of the file", name),
          "not read",
          "move it into that folder or below; for files that you trust: --allow-outside"};
}

namespace {

const Node* step_into(const Node& node, const PathStep& step) {
  if (node.kind == Node::Kind::map) {
    const Entry* entry = node.find(step.text);
    return entry ? &entry->value : nullptr;
  }
  if (node.kind != Node::Kind::list) return nullptr;
  if (const auto index = step.index())
    return *index < node.items.size() ? &node.items[*index] : nullptr;
  return item_named(const_cast<Node&>(node), step.text);
}

}  // namespace

const Entry* Node::find(std::string_view key) const {
  for (const Entry& entry : entries)
    if (entry.key == key) return &entry;
  return nullptr;
}

const Node* Document::find(std::string_view path) const {
  const auto steps = parse_path(path);
  const Node* node = steps ? &root : nullptr;
  for (std::size_t i = 0; node && i < steps->size(); ++i) node = step_into(*node, (*steps)[i]);
  return node;
}

Place Document::place_of(std::string_view path) const {
  Place place = root.place;
  const auto steps = parse_path(path);
  const Node* node = &root;
  for (std::size_t i = 0; steps && node && i < steps->size(); ++i) {
    const PathStep& step = (*steps)[i];
    const Entry* entry = node->kind == Node::Kind::map ? node->find(step.text) : nullptr;
    node = step_into(*node, step);
    if (entry && entry->value.kind != Node::Kind::scalar)
      place = entry->place;
    else if (node)
      place = node->place;
  }
  return place;
}

std::optional<Document> parse_document(std::string text, const std::string& name,
                                       std::span<const std::string> overrides,
                                       Diagnostics& diagnostics, LoadLimits limits) {
  Loader loader(diagnostics, limits);
  std::optional<Node> root = loader.text(std::move(text), name, 0);
  if (!root) return std::nullopt;
  loader.overrides(*root, overrides);
  return Document{std::move(*root), diagnostics.sources()};
}

std::optional<Document> load_document(const std::filesystem::path& file,
                                      std::span<const std::string> overrides,
                                      Diagnostics& diagnostics, LoadLimits limits) {
  return parse_document(read_text(file, limits.bytes), file.string(), overrides, diagnostics,
                        limits);
}

}  // namespace edgecase
