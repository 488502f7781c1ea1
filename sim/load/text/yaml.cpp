#include "load/text/yaml.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <sstream>

#include <fmt/core.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include "load/text/codes.hpp"

namespace edgecase {

namespace {

struct Stop {};  // a limit was exceeded: stop reading

class Builder final : public YAML::EventHandler {
 public:
  Builder(std::string_view text, TextOrigin origin, const LoadLimits& limits,
          Diagnostics& diagnostics)
      : origin_(origin), limits_(limits), diagnostics_(diagnostics) {
    for (std::size_t start = 0; start <= text.size();) {
      const std::size_t end = std::min(text.find('\n', start), text.size());
      lines_.push_back(text.substr(start, end - start));
      start = end + 1;
    }
  }

  std::optional<Node> root;
  bool fine = true;
  Place last;

  Place place(const YAML::Mark& mark) const {
    return {origin_.source, origin_.line + mark.line + 1,
            mark.column + 1 + (mark.line == 0 ? origin_.column : 0), 1};
  }
  void wrong(Place at, Finding finding) {
    fine = false;
    diagnostics_.add(at, "", std::move(finding));
  }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Node node;
    node.place = place(mark);
    count_in(node.place, 1);
    finish(std::move(node), 1, anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    Node node;
    node.kind = Node::Kind::scalar;
    node.quoted = tag == "!";
    node.text = value;
    node.place = extent(mark);
    refuse_tag(node.place, tag);
    count_in(node.place, 1);
    finish(std::move(node), 1, anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto known = anchored_.find(anchor);
    if (known == anchored_.end()) {
      wrong(place(mark), {code::syntax, "an alias refers to a node that contains it"});
      throw Stop{};
    }
    count_in(place(mark), known->second.count);
    finish(Node(known->second.node), known->second.count, 0);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    start(Node::Kind::list, mark, tag, anchor, style);
  }
  void OnSequenceEnd() override { end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    start(Node::Kind::map, mark, tag, anchor, style);
  }
  void OnMapEnd() override {
    refuse_duplicates(open_.back().node);
    end();
  }

 private:
  struct Open {
    Node node;
    YAML::anchor_t anchor = 0;
    std::size_t count = 1;
    bool flow = false;
    bool has_key = false;
    Entry entry = {};
  };
  struct Anchored {
    Node node;
    std::size_t count;
  };

  std::string_view line_at(const YAML::Mark& mark) const {
    const auto n = static_cast<std::size_t>(std::max(mark.line, 0));
    return n < lines_.size() ? lines_[n] : std::string_view{};
  }

  /// From the scalar's first character to its last on that line, past an anchor before it.
  Place extent(const YAML::Mark& mark) const {
    Place at = place(mark);
    const std::string_view line = line_at(mark);
    auto from = static_cast<std::size_t>(std::max(mark.column, 0));
    if (from >= line.size()) return at;
    if (line[from] == '&') {
      const std::size_t space = line.find(' ', from);
      const std::size_t ink = line.find_first_not_of(' ', space);
      if (space == std::string_view::npos || ink == std::string_view::npos) return at;
      at.column += static_cast<int>(ink - from);
      from = ink;
    }
    at.length = static_cast<int>(end_of_scalar(line, from) - from);
    return at;
  }

  static std::size_t end_of_quoted(std::string_view line, std::size_t from) {
    const char quote = line[from];
    for (std::size_t i = from + 1; i < line.size(); ++i) {
      if (quote == '"' && line[i] == '\\')
        ++i;
      else if (line[i] == quote)
        return i + 1;
    }
    return line.size();
  }

  std::size_t end_of_scalar(std::string_view line, std::size_t from) const {
    if (line[from] == '"' || line[from] == '\'') return end_of_quoted(line, from);
    if (line[from] == '|' || line[from] == '>') return from + 1;
    const bool in_flow = flow_depth_ > 0;
    std::size_t end = from;
    while (end < line.size()) {
      const char c = line[end];
      const char next = end + 1 < line.size() ? line[end + 1] : ' ';
      if (c == ':' && (next == ' ' || (in_flow && (next == ',' || next == '}')))) break;
      if (c == ' ' && next == '#') break;
      if (in_flow && (c == ',' || c == '}' || c == ']')) break;
      ++end;
    }
    while (end > from + 1 && line[end - 1] == ' ') --end;
    return end;
  }

  void refuse_tag(Place at, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    wrong(at, {code::yaml_tag, "YAML tags (`!…`) are not supported", "write the plain value"});
  }

  void refuse_duplicates(const Node& map) {
    std::vector<std::size_t> order(map.entries.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      const int by_key = map.entries[a].key.compare(map.entries[b].key);
      return by_key != 0 ? by_key < 0 : a < b;
    });
    for (std::size_t i = 1; i < order.size(); ++i) {
      const Entry& first = map.entries[order[i - 1]];
      const Entry& again = map.entries[order[i]];
      if (first.key == again.key)
        wrong(again.place,
              {code::duplicate_key, fmt::format("`{}` is given twice", again.key),
               fmt::format("first given at line {}", first.place.line), "keep one of them"});
    }
  }

  void start(Node::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
             YAML::EmitterStyle::value style) {
    Open open;
    open.flow = style == YAML::EmitterStyle::Flow;
    open.node.kind = kind;
    open.node.place = place(mark);
    open.anchor = anchor;
    last = open.node.place;
    refuse_tag(open.node.place, tag);
    count_in(open.node.place, 1);
    if (static_cast<int>(open_.size()) >= limits_.depth) {
      wrong(open.node.place,
            {code::too_deep, fmt::format("nested more than {} levels deep", limits_.depth)});
      throw Stop{};
    }
    flow_depth_ += open.flow ? 1 : 0;
    open_.push_back(std::move(open));
  }

  void end() {
    Open done = std::move(open_.back());
    open_.pop_back();
    flow_depth_ -= done.flow ? 1 : 0;
    finish(std::move(done.node), done.count, done.anchor);
  }

  /// Aliases count in full: a few nested aliases can stand for millions of values.
  void count_in(Place at, std::size_t values) {
    made_ += values;
    if (made_ <= limits_.nodes) return;
    wrong(at, {code::too_many_nodes,
               fmt::format("more than {} values, aliases counted each time they are used",
                           limits_.nodes)});
    throw Stop{};
  }

  /// A whole node: the root, a list's item, a map's key or a map's value.
  void finish(Node node, std::size_t count, YAML::anchor_t anchor) {
    last = node.place;
    if (anchor != 0) anchored_.insert_or_assign(anchor, Anchored{node, count});
    if (open_.empty()) {
      root = std::move(node);
      return;
    }
    Open& parent = open_.back();
    parent.count += count;
    if (parent.node.kind == Node::Kind::list)
      parent.node.items.push_back(std::move(node));
    else if (parent.has_key)
      add_value(parent, std::move(node));
    else
      add_key(parent, node);
  }

  void add_key(Open& map, const Node& node) {
    map.has_key = true;
    map.entry = {node.text, node.place, {}};
    if (node.kind != Node::Kind::scalar)
      wrong(node.place, {code::wrong_shape, "a key must be a single scalar"});
    else if (node.text == "<<" && !node.quoted)
      wrong(node.place, {code::merge_key,
                         "merge keys (`<<`) are not supported",
                         {},
                         "use `extends: base.yaml`, or repeat the keys"});
  }

  void add_value(Open& map, Node node) {
    map.has_key = false;
    if (node.kind == Node::Kind::empty) node.place = map.entry.place;
    map.entry.value = std::move(node);
    if (!map.entry.key.starts_with("x-")) map.node.entries.push_back(std::move(map.entry));
  }

  TextOrigin origin_;
  const LoadLimits& limits_;
  Diagnostics& diagnostics_;
  std::vector<std::string_view> lines_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, Anchored> anchored_;
  std::size_t made_ = 0;
  int flow_depth_ = 0;
};

std::string hint_for(std::string_view message) {
  if (message.find("illegal map value") != std::string_view::npos)
    return "quote a text that contains `: `; otherwise check the indentation";
  if (message.find("not found") != std::string_view::npos)
    return "check for an unclosed bracket or inconsistent indentation";
  return {};
}

}  // namespace

std::optional<Node> parse_yaml(const std::string& text, TextOrigin origin, const LoadLimits& limits,
                               Diagnostics& diagnostics) {
  Builder builder(text, origin, limits, diagnostics);
  std::istringstream stream(text);
  try {
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    if (builder.fine && parser)
      builder.wrong(builder.last, {code::syntax, "the text after this value cannot be parsed"});
  } catch (const Stop&) {
    return std::nullopt;
  } catch (const YAML::Exception& e) {
    builder.wrong(builder.place(e.mark),
                  {code::syntax, fmt::format("invalid YAML: {}", e.msg), {}, hint_for(e.msg)});
    return std::nullopt;
  }
  if (!builder.fine) return std::nullopt;
  if (!builder.root || builder.root->kind == Node::Kind::empty) {
    const bool inside = origin.column > 0;  // a value, not a whole file
    diagnostics.add({origin.source, inside ? origin.line + 1 : 0, origin.column + 1, 1}, "",
                    {code::empty_document, "the document is empty"});
    return std::nullopt;
  }
  return std::move(builder.root);
}

}  // namespace edgecase
