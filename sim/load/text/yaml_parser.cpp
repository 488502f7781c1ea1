// The only source that knows the YAML library. It uses the library's event interface and asks it
// for exactly one document: its loop over several documents (LoadAll) never ends on some inputs.
#include <sstream>
#include <string>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include "load/text/yaml_events.hpp"

namespace edgecase {
namespace {

struct Stop {};  // nothing after this event is wanted

YamlMark yaml_mark(const YAML::Mark& mark) { return {mark.line, mark.column}; }
YamlText yaml_text(const std::string& text) { return {text.data(), text.size()}; }

void unless_stopped(bool goes_on) {
  if (!goes_on) throw Stop{};
}

class Forwarder final : public YAML::EventHandler {
 public:
  explicit Forwarder(YamlEvents& to) : to_(to) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    unless_stopped(to_.empty(yaml_mark(mark), anchor));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    unless_stopped(to_.scalar(yaml_mark(mark), yaml_text(tag), anchor, yaml_text(value)));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    unless_stopped(to_.alias(yaml_mark(mark), anchor));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    const bool flow = style == YAML::EmitterStyle::Flow;
    unless_stopped(to_.list_starts(yaml_mark(mark), yaml_text(tag), anchor, flow));
  }
  void OnSequenceEnd() override { unless_stopped(to_.list_ends()); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    const bool flow = style == YAML::EmitterStyle::Flow;
    unless_stopped(to_.map_starts(yaml_mark(mark), yaml_text(tag), anchor, flow));
  }
  void OnMapEnd() override { unless_stopped(to_.map_ends()); }

 private:
  YamlEvents& to_;
};

}  // namespace

YamlEnd edgecase_parse_yaml(const char* text, std::size_t size, YamlEvents* events) {
  Forwarder forwarder(*events);
  std::istringstream stream(std::string(text, size));
  try {
    YAML::Parser parser(stream);
    parser.HandleNextDocument(forwarder);
    return parser ? YamlEnd::text_follows : YamlEnd::complete;
  } catch (const Stop&) {
    return YamlEnd::stopped;
  } catch (const YAML::Exception& e) {
    events->refused(yaml_mark(e.mark), yaml_text(e.msg));
    return YamlEnd::refused;
  }
}

}  // namespace edgecase
