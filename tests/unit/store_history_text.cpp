// Histories as text: what is written is read again, and both forms are understood.
#include <doctest/doctest.h>

#include "model/store/history_text.hpp"
#include "support/histories.hpp"
#include "support/list_histories.hpp"

using namespace edgecase;
using namespace edgecase::test;

namespace {

History history_read(const std::string& text) {
  Diagnostics diagnostics;
  auto history = read_history(text, "history.jsonl", diagnostics);
  REQUIRE(history);
  return std::move(*history);
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a history is written as lines that Jepsen's tools know, and read again") {
    History history;
    RegisterOperation write;
    write.process = 3;
    write.session = 3;
    write.key = history.key("c");
    write.function = RegisterFunction::write;
    write.written = 4;
    const auto number = history.invoke(write, Instant{Duration{1000}});
    RegisterOperation& ended =
        history.end_operation(number, OperationEnd::ok, Instant{Duration{52'000}});
    ended.has_version = true;
    ended.version_written = 1;
    RegisterOperation update = write;
    update.function = RegisterFunction::update;
    update.session = 9;
    update.written = 5;
    const auto second = history.invoke(update, Instant{Duration{60'000}});
    RegisterOperation& done =
        history.end_operation(second, OperationEnd::ok, Instant{Duration{70'000}});
    done.seen = 4;
    CHECK(as_json_lines(history) ==
          R"({"process":3,"type":"invoke","f":"write","key":"c","value":4,"time":1000})"
          "\n"
          R"({"process":3,"type":"ok","f":"write","key":"c","value":4,"version":1,"time":52000})"
          "\n"
          R"({"process":3,"type":"invoke","f":"rmw","session":9,"key":"c")"
          R"(,"value":[null,5],"time":60000})"
          "\n"
          R"({"process":3,"type":"ok","f":"rmw","session":9,"key":"c","value":[4,5],"time":70000})"
          "\n");
  }

  TEST_CASE("what is written and read again is the same, operation by operation") {
    const History drawn = drawn_history(
        {.operations = 500, .keys = 5, .values = 7, .cas = 0.2, .updates = 0.2, .unanswered = 0.1},
        1);
    const std::string text = as_json_lines(drawn);
    const History read = history_read(text);
    CHECK(as_json_lines(read) == text);
    REQUIRE(read.operations.size() == drawn.operations.size());
    for (std::size_t i = 0; i < read.operations.size(); ++i) {
      const RegisterOperation& a = read.operations[i];
      const RegisterOperation& b = drawn.operations[i];
      CHECK(a.invoked == b.invoked);
      CHECK(a.ended == b.ended);
      CHECK(a.end == b.end);
      CHECK(a.seen == b.seen);
      CHECK(a.written == b.written);
      CHECK(read.keys[a.key] == drawn.keys[b.key]);
    }
    const std::string lists = as_json_lines(drawn_lists({.transactions = 100}, 1));
    CHECK(as_json_lines(history_read(lists)) == lists);
  }

  TEST_CASE("a failed cas has compared, unless its line gives an error") {
    const std::string before = R"({"process":0,"type":"invoke","f":"write","value":1})"
                               "\n"
                               R"({"process":0,"type":"ok","f":"write"})"
                               "\n"
                               R"({"process":1,"type":"invoke","f":"cas","value":[1,2]})"
                               "\n";
    CHECK_FALSE(linearizable(history_read(before + R"({"process":1,"type":"fail","f":"cas"})")));
    CHECK(linearizable(
        history_read(before + R"({"process":1,"type":"fail","f":"cas","error":"overloaded"})")));
  }

  TEST_CASE("a log of Jepsen is read; what is no operation of a process is ignored") {
    const History history = history_read(
        "INFO  jepsen.core - Worker 0 starting\n"
        "INFO  jepsen.util - 0\t:invoke\t:write\t3\r\n"
        "INFO  jepsen.util - :nemesis\t:info\t:start\tnil\n"
        "INFO  jepsen.util - 0\t:ok\t:write\t3\n"
        "1 :invoke :cas [3, 4]\n"
        "2 :invoke :read nil\n"
        "1 :info :cas :timed-out\n"
        "2 :ok :read 4\n"
        "3 :invoke :read nil\n"
        "3 :fail :read :timed-out\n");
    REQUIRE(history.operations.size() == 4);
    CHECK(history.operations[1].seen == RegisterValue(3));
    CHECK(history.operations[1].written == RegisterValue(4));
    CHECK(history.operations[1].end == OperationEnd::info);
    CHECK(history.operations[2].seen == RegisterValue(4));
    CHECK(linearizable(history));
  }
}
