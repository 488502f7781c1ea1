#pragma once
// What the YAML library reports of a text, event by event. No type of a C++ library stands here, so
// the parser may be built with another standard library than the simulator: distributions build
// yaml-cpp with libstdc++, a web page has libc++.

#include <cstddef>

namespace edgecase {

/// Where an event begins; both count from 0.
struct YamlMark {
  int line;
  int column;
};

/// A text of the parser's, valid during the call.
struct YamlText {
  const char* data;
  std::size_t size;
};

/// Each event returns whether to go on. None may throw: the parser could not pass it on.
class YamlEvents {
 public:
  /// `tag` is empty, "?" (plain), "!" (quoted) or what the text says; anchor 0: none.
  virtual bool empty(YamlMark at, std::size_t anchor) = 0;
  virtual bool scalar(YamlMark at, YamlText tag, std::size_t anchor, YamlText value) = 0;
  virtual bool alias(YamlMark at, std::size_t anchor) = 0;
  virtual bool list_starts(YamlMark at, YamlText tag, std::size_t anchor, bool flow) = 0;
  virtual bool list_ends() = 0;
  virtual bool map_starts(YamlMark at, YamlText tag, std::size_t anchor, bool flow) = 0;
  virtual bool map_ends() = 0;
  /// The last event: the text is no YAML from here on.
  virtual void refused(YamlMark at, YamlText message) = 0;

 protected:
  ~YamlEvents() = default;
};

enum class YamlEnd { complete, text_follows, stopped, refused };

/// Reports the first document of the text. `events` outlives the call.
extern "C" __attribute__((visibility("default"))) YamlEnd edgecase_parse_yaml(const char* text,
                                                                              std::size_t size,
                                                                              YamlEvents* events);

}  // namespace edgecase
