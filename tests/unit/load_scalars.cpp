#include <bit>
#include <cstdint>
#include <stdexcept>
#include <string>

#include <doctest/doctest.h>

#include "load/text/scalar.hpp"

using namespace edgecase::literals;
using edgecase::Bandwidth;
using edgecase::Bytes;
using edgecase::Count;
using edgecase::Duration;
using edgecase::Money;
using edgecase::Rate;
using edgecase::Scalar;
using edgecase::Share;

namespace {

template <class T>
T read(const char* text) {
  T value{};
  const auto complaint = Scalar<T>::parse(text, value);
  if (complaint) throw std::runtime_error(complaint->message);
  return value;
}

template <class T>
bool refused(const char* text) {
  T value{};
  return Scalar<T>::parse(text, value).has_value();
}

template <class T>
std::string round_trip(T value) {
  return Scalar<T>::print(value);
}

std::uint64_t bits_of(double value) { return std::bit_cast<std::uint64_t>(value); }

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("durations in every unit are exact nanoseconds") {
    CHECK(read<Duration>("7ns") == Duration{7});
    CHECK(read<Duration>("1.5us") == Duration{1500});
    CHECK(read<Duration>("20ms") == 20ms);
    CHECK(read<Duration>("0.1s") == 100ms);
    CHECK(read<Duration>("5min") == 5min);
    CHECK(read<Duration>("2h") == 2h);
    CHECK(read<Duration>("1d") == 24h);
    CHECK(read<Duration>("1h30min") == 90min);
    CHECK(read<Duration>("1d2h3min4s5ms6us7ns") ==
          24h + 2h + 3min + 4s + 5ms + Duration{6000} + Duration{7});
    CHECK(read<Duration>("300 s") == 300s);
    CHECK(read<Duration>("0") == 0s);
    CHECK(read<Duration>("-1h30min") == -90min);
  }

  TEST_CASE("the longest duration is the last that fits") {
    CHECK(read<Duration>("9223372036854775807ns").count() == INT64_MAX);
    CHECK(refused<Duration>("9223372036854775808ns"));
    CHECK(refused<Duration>("106752d"));
    CHECK(read<Duration>("106751d") == 106751 * 24h);
    CHECK(refused<Duration>("106751d24h"));
    CHECK(refused<Duration>("99999999999999999999999999999d"));
    CHECK(refused<Duration>("0.0000000001s"));
    CHECK(read<Duration>("0.000000001s") == Duration{1});
  }

  TEST_CASE("what is no duration") {
    for (const char* text : {"",     "s",     "5",    "5m",    "5S",   "1min1h", "1h1h", "1h-5min",
                             "1h5",  "010s",  "1e3s", "1..5s", "1.s",  ".5s",    "+5s",  "5s.",
                             "5s x", "0x10s", "NaN",  "inf",   "1,5s", "1_000s", "٣s"}) {
      CAPTURE(text);
      CHECK(refused<Duration>(text));
    }
  }

  TEST_CASE("sizes: decimal and binary units") {
    CHECK(read<Bytes>("20kB") == 20_kB);
    CHECK(read<Bytes>("64GB") == 64_GB);
    CHECK(read<Bytes>("64GiB") == 64_GiB);
    CHECK(read<Bytes>("1.5KiB") == 1536_B);
    CHECK(read<Bytes>("8TiB").count == 8LL << 40);
    CHECK(read<Bytes>("9TB").count == 9'000'000'000'000);
    CHECK(read<Bytes>("9223372036854775807B").count == INT64_MAX);
    for (const char* text : {"64", "64gb", "64Gb", "64G", "0.5B", "8388608TiB", "1GBB"}) {
      CAPTURE(text);
      CHECK(refused<Bytes>(text));
    }
  }

  TEST_CASE("rates") {
    CHECK(read<Rate>("100 rps") == Rate{100});
    CHECK(read<Rate>("20k rps") == Rate{20000});
    CHECK(read<Rate>("2krps") == Rate{2000});
    CHECK(read<Rate>("1.5M rps") == Rate{1.5e6});
    CHECK(read<Rate>("5/s") == Rate{5});
    CHECK(read<Rate>("3/h") == Rate{3.0 / 3600});
    CHECK(read<Rate>("0.1 rps") == Rate{0.1});
    CHECK(read<Rate>("0") == Rate{0});
    for (const char* text : {"5", "20k", "5 Rps", "5//s", "1000000000000G rps", "k rps"}) {
      CAPTURE(text);
      CHECK(refused<Rate>(text));
    }
  }

  TEST_CASE("bandwidth is in bits") {
    CHECK(read<Bandwidth>("50Mbps") == Bandwidth{50e6});
    CHECK(read<Bandwidth>("1Gbps") == Bandwidth{1e9});
    CHECK(read<Bandwidth>("9.6 kbps") == Bandwidth{9600});
    CHECK(refused<Bandwidth>("50"));
    CHECK(refused<Bandwidth>("50MB"));
    CHECK(refused<Bandwidth>("50mbps"));
  }

  TEST_CASE("shares are the nearest double of the decimal") {
    CHECK(read<Share>("35%") == Share{0.35});
    CHECK(read<Share>("99.95%") == Share{0.9995});
    CHECK(read<Share>("0.1%") == Share{0.001});
    CHECK(read<Share>("1000%") == Share{10});
    CHECK(read<Share>("7 %") == Share{0.07});
    CHECK(refused<Share>("0.35"));
    CHECK(refused<Share>("35"));
    CHECK(refused<Share>("35%%"));
    CHECK(Scalar<Share>::print(Share{0.9995}) == "99.95%");
    CHECK(Scalar<Share>::print(Share{0.07}) == "7%");
    CHECK(Scalar<Share>::print(Share{10}) == "1000%");
  }

  TEST_CASE("money is exact to a billionth of a dollar") {
    CHECK(read<Money>("$0.09") == Money{90'000'000});
    CHECK(read<Money>("$18k") == Money{18'000'000'000'000});
    CHECK(read<Money>("$11.9k") == Money{11'900'000'000'000});
    CHECK(read<Money>("-$5") == Money{-5'000'000'000});
    CHECK(read<Money>("$9223372036.854775807") == Money{INT64_MAX});
    CHECK(refused<Money>("$9223372036.854775808"));
    CHECK(refused<Money>("$0.0000000001"));
    CHECK(refused<Money>("18k"));
    CHECK(refused<Money>("$-5"));
    CHECK(refused<Money>("$5B"));
    CHECK(Scalar<Money>::print(Money{-90'000'000}) == "-$0.09");
  }

  TEST_CASE("counts may be without limit") {
    CHECK(read<Count>("400") == Count{400});
    CHECK(read<Count>("200k") == Count{200000});
    CHECK(read<Count>("2.5M") == Count{2500000});
    CHECK(read<Count>("unlimited").unlimited());
    CHECK(refused<Count>("1.5"));
    CHECK(refused<Count>("9223372036854775807"));  // would read as unlimited
    CHECK(refused<Count>("infinite"));
    CHECK(refused<Count>("5kk"));
  }

  TEST_CASE("whole numbers without a sign take all of 64 bits") {
    CHECK(read<std::uint64_t>("18446744073709551615") == UINT64_MAX);
    CHECK(round_trip(UINT64_MAX) == "18446744073709551615");
    CHECK(read<std::uint64_t>("-0") == 0);
    for (const char* wrong : {"18446744073709551616", "-1", "1.5", "1k", ""})
      CHECK(refused<std::uint64_t>(wrong));
  }

  TEST_CASE("whole numbers and numbers") {
    CHECK(read<std::int64_t>("-42") == -42);
    CHECK(read<std::int64_t>("9223372036854775807") == INT64_MAX);
    CHECK(refused<std::int64_t>("9223372036854775808"));
    CHECK(refused<std::int64_t>("1e6"));
    CHECK(refused<std::int64_t>("08"));
    CHECK(refused<std::int64_t>("1.5"));
    CHECK(read<std::int64_t>("1.0") == 1);
    CHECK(bits_of(read<double>("0.8")) == bits_of(0.8));
    CHECK(bits_of(read<double>("-1.5e-3")) == bits_of(-0.0015));
    CHECK(bits_of(read<double>("1e+300")) == bits_of(1e300));
    for (const char* text : {"nan", ".inf", "inf", "1e", "1e999", "1.2.3", "0x1p3", "--1", "1 2"}) {
      CAPTURE(text);
      CHECK(refused<double>(text));
    }
  }

  TEST_CASE("values print in the largest unit that keeps them whole") {
    CHECK(round_trip(Duration{300s}) == "5min");
    CHECK(round_trip(Duration{90s}) == "90s");
    CHECK(round_trip(Duration{1500us}) == "1500us");
    CHECK(round_trip(Duration{0}) == "0s");
    CHECK(round_trip(64_GB) == "64GB");
    CHECK(round_trip(64_GiB) == "64GiB");
    CHECK(round_trip(Rate{20000}) == "20k rps");
    CHECK(round_trip(Rate{3.0 / 3600}) == "3/h");
    CHECK(round_trip(Bandwidth{50e6}) == "50Mbps");
    CHECK(round_trip(Count{2000000}) == "2M");
    CHECK(round_trip(edgecase::unlimited) == "unlimited");
  }

  TEST_CASE("texts are taken as they are") {
    CHECK(read<std::string>("300") == "300");
    CHECK(read<bool>("true"));
    CHECK_FALSE(read<bool>("false"));
    CHECK(refused<bool>("yes"));
    CHECK(refused<bool>("True"));
  }
}
