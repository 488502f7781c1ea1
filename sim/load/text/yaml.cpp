#include "load/text/yaml.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/syntax.hpp"
#include "load/text/yaml_events.hpp"

namespace edgecase {

namespace {

std::string_view view(YamlText text) { return {text.data, text.size}; }

std::string hint_for(std::string_view message) {
  if (message.find("illegal map value") != std::string_view::npos)
    return "quote a text that contains `: `; otherwise check the indentation";
  if (message.find("not found") != std::string_view::npos)
    return "check for an unclosed bracket or inconsistent indentation";
  return {};
}

/// Stops where a limit was passed: nothing after it is worth reading.
class Builder final : public YamlEvents {
 public:
  Builder(std::string_view text, TextOrigin origin, const LoadLimits& limits,
          Diagnostics& diagnostics)
      : text_(text), origin_(origin), limits_(limits), diagnostics_(diagnostics) {
    for (std::size_t start = 0; start <= text.size();) {
      const std::size_t end = std::min(text.find('\n', start), text.size());
      lines_.push_back(text.substr(start, end - start));
      start = end + 1;
    }
  }

  std::optional<Node> root;
  bool fine = true;
  Place last;

  Place place(YamlMark mark) const {
    return {origin_.source, origin_.line + mark.line + 1,
            mark.column + 1 + (mark.line == 0 ? origin_.column : 0), 1};
  }
  void wrong(Place at, Finding finding) {
    fine = false;
    diagnostics_.add(at, "", std::move(finding));
  }

  bool empty(YamlMark at, std::size_t anchor) override {
    Node node;
    node.place = place(at);
    return count_in(node.place, 1) && finish(std::move(node), 1, anchor);
  }

  bool scalar(YamlMark at, YamlText tag, std::size_t anchor, YamlText value) override {
    Node node;
    node.kind = Node::Kind::scalar;
    node.quoted = view(tag) == "!";
    node.text = view(value);
    node.place = extent(at);
    refuse_tag(node.place, view(tag));
    refuse_control(node.place, view(value));
    if (node.quoted && !quote_ends(node.place)) {
      wrong({node.place.source, node.place.line, node.place.column, 1},
            {code::syntax, "a quote is never closed", "opened here", "close it"});
      return false;
    }
    return count_in(node.place, 1) && finish(std::move(node), 1, anchor);
  }

  bool alias(YamlMark at, std::size_t anchor) override {
    const auto known = anchored_.find(anchor);
    if (known == anchored_.end()) {
      wrong(place(at), {code::syntax, "an alias refers to a node that contains it"});
      return false;
    }
    return count_in(place(at), known->second.count) &&
           finish(Node(known->second.node), known->second.count, 0);
  }

  bool list_starts(YamlMark at, YamlText tag, std::size_t anchor, bool flow) override {
    return start(Node::Kind::list, at, view(tag), anchor, flow);
  }
  bool list_ends() override { return end(); }
  bool map_starts(YamlMark at, YamlText tag, std::size_t anchor, bool flow) override {
    return start(Node::Kind::map, at, view(tag), anchor, flow);
  }
  bool map_ends() override {
    refuse_duplicates(open_.back().node);
    return end();
  }
  void refused(YamlMark at, YamlText message) override {
    if (auto cause = cause_of_syntax_error(text_, at.line)) {
      Place from = place({cause->line, cause->column});
      from.length = cause->length;
      return wrong(from, std::move(cause->finding));
    }
    wrong(place(at), {code::syntax,
                      fmt::format("invalid YAML: {}", view(message)),
                      {},
                      hint_for(view(message))});
  }

  /// The document ended before the text.
  void text_follows() {
    const Finding unread{code::syntax, "the text after this value cannot be parsed"};
    const auto cause = cause_of_syntax_error(text_, last.line - origin_.line - 1);
    if (!cause) return wrong(last, unread);
    Place from = place({cause->line, cause->column});
    from.length = cause->length;
    wrong(from, cause->finding);
  }

 private:
  struct Open {
    Node node;
    std::size_t anchor = 0;
    std::size_t count = 1;
    bool flow = false;
    bool has_key = false;
    Entry entry = {};
  };
  struct Anchored {
    Node node;
    std::size_t count;
  };

  std::string_view line_at(YamlMark mark) const {
    const auto n = static_cast<std::size_t>(std::max(mark.line, 0));
    return n < lines_.size() ? lines_[n] : std::string_view{};
  }

  /// From the scalar's first character to its last on that line, past an anchor before it.
  Place extent(YamlMark mark) const {
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
      if (c == ':' && (next == ' ' || next == '\t' || (in_flow && (next == ',' || next == '}'))))
        break;
      if (c == ' ' && next == '#') break;
      if (in_flow && (c == ',' || c == '}' || c == ']')) break;
      ++end;
    }
    while (end > from + 1 && line[end - 1] == ' ') --end;
    return end;
  }

  /// The parser takes the end of the text for the end of a quote.
  bool quote_ends(Place at) const {
    auto n = static_cast<std::size_t>(at.line - origin_.line - 1);
    if (n >= lines_.size()) return true;
    auto from = static_cast<std::size_t>(at.column - 1 - (n == 0 ? origin_.column : 0));
    if (from >= lines_[n].size()) return true;
    const char quote = lines_[n][from];
    if (quote != '"' && quote != '\'') return true;
    for (++from; n < lines_.size(); ++n, from = 0)
      for (; from < lines_[n].size(); ++from) {
        if (quote == '"' && lines_[n][from] == '\\')
          ++from;
        else if (lines_[n][from] == quote)
          return true;
      }
    return false;
  }

  void refuse_tag(Place at, std::string_view tag) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    wrong(at, {code::yaml_tag, "YAML tags (`!…`) are not supported", "write the plain value"});
  }

  /// An escape in quotes ("\e") brings in what the raw text may not have.
  void refuse_control(Place at, std::string_view text) {
    if (const auto control = control_in(text))
      wrong(at, {code::not_utf8,
                 fmt::format("the escaped text holds control character 0x{:02x}", *control),
                 {},
                 "remove the escape"});
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

  bool start(Node::Kind kind, YamlMark mark, std::string_view tag, std::size_t anchor, bool flow) {
    Open open;
    open.flow = flow;
    open.node.kind = kind;
    open.node.place = place(mark);
    open.anchor = anchor;
    last = open.node.place;
    refuse_tag(open.node.place, tag);
    if (!count_in(open.node.place, 1)) return false;
    if (static_cast<int>(open_.size()) >= limits_.depth) {
      wrong(open.node.place,
            {code::too_deep, fmt::format("nested more than {} levels deep", limits_.depth)});
      return false;
    }
    flow_depth_ += open.flow ? 1 : 0;
    open_.push_back(std::move(open));
    return true;
  }

  bool end() {
    Open done = std::move(open_.back());
    open_.pop_back();
    flow_depth_ -= done.flow ? 1 : 0;
    return finish(std::move(done.node), done.count, done.anchor);
  }

  /// Aliases count in full: a few nested aliases can stand for millions of values.
  bool count_in(Place at, std::size_t values) {
    made_ += values;
    if (made_ <= limits_.nodes) return true;
    wrong(at, {code::too_many_nodes,
               fmt::format("more than {} values, aliases counted each time they are used",
                           limits_.nodes)});
    return false;
  }

  /// A whole node: the root, a list's item, a map's key or a map's value.
  bool finish(Node node, std::size_t count, std::size_t anchor) {
    last = node.place;
    if (anchor != 0) anchored_.insert_or_assign(anchor, Anchored{node, count});
    if (open_.empty()) {
      root = std::move(node);
      return true;
    }
    Open& parent = open_.back();
    parent.count += count;
    if (parent.node.kind == Node::Kind::list)
      parent.node.items.push_back(std::move(node));
    else if (parent.has_key)
      add_value(parent, std::move(node));
    else
      add_key(parent, node);
    return true;
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

  std::string_view text_;
  TextOrigin origin_;
  const LoadLimits& limits_;
  Diagnostics& diagnostics_;
  std::vector<std::string_view> lines_;
  std::vector<Open> open_;
  std::map<std::size_t, Anchored> anchored_;
  std::size_t made_ = 0;
  int flow_depth_ = 0;
};

}  // namespace

std::optional<Node> parse_yaml(const std::string& text, TextOrigin origin, const LoadLimits& limits,
                               Diagnostics& diagnostics) {
  Builder builder(text, origin, limits, diagnostics);
  const YamlEnd end = edgecase_parse_yaml(text.data(), text.size(), &builder);
  if (builder.fine && end == YamlEnd::text_follows) builder.text_follows();
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
