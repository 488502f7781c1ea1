// What is said of a history that cannot be judged: the line, what is wrong, what to write.
#include <doctest/doctest.h>

#include "load/text/render.hpp"
#include "model/store/history_text.hpp"

using namespace edgecase;

namespace {

/// "line: message | hint" of the first problem.
std::string said_of_history(const std::string& text) {
  Diagnostics diagnostics;
  if (read_history(text, "h.jsonl", diagnostics)) return "read";
  const Diagnostic first = diagnostics.sorted().at(0);
  CHECK(first.code == "EC0309");
  return std::to_string(first.line) + ": " + first.message +
         (first.hint.empty() ? "" : " | " + first.hint);
}

/// The same of an event after a write has been invoked by process 0.
std::string said_of_event(const std::string& members) {
  return said_of_history(
      "{\"process\":0,\"type\":\"invoke\",\"f\":\"write\",\"value\":4,\"time\":9}\n{" + members +
      "}\n");
}

}  // namespace

TEST_SUITE("diagnostics") {
  TEST_CASE("a line of a history that is wrong is named with what is wrong") {
    CHECK(said_of_history("") ==
          "0: there is no operation in this history | JSON lines such as "
          "{\"process\":0,\"type\":\"invoke\",\"f\":\"read\"}, or a log of Jepsen");
    CHECK(said_of_history("[{}]") ==
          "1: not a JSON object | one event per line, as in {\"process\":0,…}");
    CHECK(said_of_event(R"("process":1,"f":"read")") == "2: `type` is missing");
    CHECK(said_of_event(R"("process":-1,"type":"ok","f":"read")") ==
          "2: `process` is not a whole number from 0 to 18446744073709551615");
    CHECK(said_of_event(R"("process":1,"type":"okay","f":"read")") ==
          "2: `okay` is not a type | invoke, ok, fail or info");
    CHECK(said_of_event(R"("process":1,"type":"ok","f":"get")") ==
          "2: `get` is not a function | read, write, cas, rmw or txn");
    CHECK(said_of_event(R"("process":1,"type":"invoke","f":"write","value":"a")") ==
          "2: \"a\" is not a value | values are whole numbers, or null where there is none");
    CHECK(said_of_event(R"("process":1,"type":"invoke","f":"write","value":1.5)") ==
          "2: 1.5 is not a value | values are whole numbers, or null where there is none");
    CHECK(said_of_event(R"("process":1,"type":"invoke","f":"write")") ==
          "2: this write does not say its value");
    CHECK(said_of_event(R"("process":1,"type":"invoke","f":"cas","value":3)") ==
          "2: the value of a cas is [expected, new]");
    CHECK(said_of_event(R"("process":1,"type":"invoke","f":"txn","value":[["w","x",1]])") ==
          "2: `w` is not a step of a transaction | [\"append\", key, value] or [\"r\", key, list]");
  }

  TEST_CASE("an event that does not fit what came before is named") {
    CHECK(said_of_event(R"("process":1,"type":"ok","f":"read","value":4)") ==
          "2: process 1 has invoked nothing that this could answer");
    CHECK(said_of_event(R"("process":0,"type":"invoke","f":"read")") ==
          "2: process 0 has no answer yet to line 1 | a process runs one operation at a time; "
          "number parallel ones apart");
    CHECK(said_of_event(R"("process":0,"type":"ok","f":"read","value":4)") ==
          "2: this read answers the write of line 1");
    CHECK(said_of_event(R"("process":0,"type":"ok","f":"write","value":5)") ==
          "2: the operation of line 1 writes another value");
    CHECK(said_of_event(R"("process":0,"type":"ok","f":"write","key":"x")") ==
          "2: the operation of line 1 has another key");
    CHECK(
        said_of_event(R"("process":0,"type":"ok","f":"write","time":8)") ==
        "2: time runs backwards | events are judged in the order of their lines: sort the file by "
        "time");
    CHECK(said_of_event(R"("process":0,"type":"ok","f":"write","version":0)") ==
          "2: the first version of a key is 1");
    CHECK(said_of_event(R"("process":0,"type":"ok","f":"write")") == "read");
    CHECK(said_of_history("0 :invoke :enqueue 3\n") ==
          "1: `:enqueue` is not a function of a register | Jepsen's logs are read with :read, "
          ":write and :cas");
  }

  TEST_CASE("the line is shown") {
    Diagnostics diagnostics;
    CHECK_FALSE(
        read_history("{\"process\":0,\"type\":\"ok\",\"f\":\"read\"}\n", "h.jsonl", diagnostics));
    CHECK(render_text(diagnostics) ==
          "error[EC0309]: process 0 has invoked nothing that this could answer\n"
          " --> h.jsonl:1:1\n"
          "1 | {\"process\":0,\"type\":\"ok\",\"f\":\"read\"}\n"
          "  | ^\n");
  }
}
