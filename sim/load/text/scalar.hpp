#pragma once
// The format of single values in YAML: 300s, 64GB, 2k rps, 35%, $0.09, unlimited. A number without
// a required unit is rejected with a suggestion; 0 needs no unit. Parsing is decimal and exact: no
// floating point on the way to integer nanoseconds, bytes or nano-dollars.
// To give another type a written form, specialise Scalar<T> beside that type.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <edgecase/units.hpp>

namespace edgecase {

/// Why a text is not a valid value of a type.
struct Complaint {
  std::string_view code;
  std::string message;     // "`300` needs a unit"
  std::string label = {};  // "write 300s"
  std::string hint = {};
};

/// How a value stands in JSON. The last two are printed as JSON themselves, "null" included.
enum class JsonForm {
  text,
  number,
  integer,
  boolean,
  integer_or_text,
  boolean_or_null,
  object_or_null
};

struct ScalarForm {
  std::string_view name;          // "a duration"
  std::string_view examples;      // "300s, 20ms, 5min, 1h30min"
  std::string_view pattern = {};  // regular expression for editors; empty: any
  JsonForm json = JsonForm::text;
  std::optional<long double> lowest = {};  // unless the field says otherwise
  std::optional<long double> highest = {};
  std::string_view highest_text = {};
  std::optional<long double> smallest = {};  // above 0; 0 itself may be allowed
  std::string_view smallest_text = {};
};

/// Requires, in each specialisation:
///   static ScalarForm form();
///   static std::optional<Complaint> parse(std::string_view text, T& out);   // nullopt: fine
///   static std::string print(const T&);     // Ensures: parse(print(x)) == x
///   static long double number(const T&);    // only if T has an order; bounds compare by it
template <class T>
struct Scalar;

template <>
struct Scalar<bool> {
  static ScalarForm form();
  static std::optional<Complaint> parse(std::string_view text, bool& out);
  static std::string print(bool value);
};

template <>
struct Scalar<std::int64_t> {
  static ScalarForm form();
  static std::optional<Complaint> parse(std::string_view text, std::int64_t& out);
  static std::string print(std::int64_t value);
  static long double number(std::int64_t value);
};

template <>
struct Scalar<std::uint64_t> {
  static ScalarForm form();
  static std::optional<Complaint> parse(std::string_view text, std::uint64_t& out);
  static std::string print(std::uint64_t value);
  static long double number(std::uint64_t value);
};

template <>
struct Scalar<double> {
  static ScalarForm form();
  static std::optional<Complaint> parse(std::string_view text, double& out);
  static std::string print(double value);
  static long double number(double value);
};

template <>
struct Scalar<Duration> {
  static ScalarForm form();
  static std::optional<Complaint> parse(std::string_view text, Duration& out);
  static std::string print(Duration value);
  static long double number(Duration value);
};

template <>
struct Scalar<Bytes> {
  static ScalarForm form();
  static std::optional<Complaint> parse(std::string_view text, Bytes& out);
  static std::string print(Bytes value);
  static long double number(Bytes value);
};

template <>
struct Scalar<Rate> {
  static ScalarForm form();
  static std::optional<Complaint> parse(std::string_view text, Rate& out);
  static std::string print(Rate value);
  static long double number(Rate value);
};

template <>
struct Scalar<Bandwidth> {
  static ScalarForm form();
  static std::optional<Complaint> parse(std::string_view text, Bandwidth& out);
  static std::string print(Bandwidth value);
  static long double number(Bandwidth value);
};

template <>
struct Scalar<Share> {
  static ScalarForm form();
  static std::optional<Complaint> parse(std::string_view text, Share& out);
  static std::string print(Share value);
  static long double number(Share value);
};

template <>
struct Scalar<Money> {
  static ScalarForm form();
  static std::optional<Complaint> parse(std::string_view text, Money& out);
  static std::string print(Money value);
  static long double number(Money value);
};

template <>
struct Scalar<Count> {
  static ScalarForm form();
  static std::optional<Complaint> parse(std::string_view text, Count& out);
  static std::string print(Count value);
  static long double number(Count value);
};

template <>
struct Scalar<std::string> {
  static ScalarForm form();
  static std::optional<Complaint> parse(std::string_view text, std::string& out);
  static std::string print(const std::string& value);
};

}  // namespace edgecase
