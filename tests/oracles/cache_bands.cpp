// Synthetic mixes against what others measured on real traces of CDNs: miss ratios of FIFO, LRU and
// S3-FIFO over cache size lie among the datasets' medians, and so does what S3-FIFO saves.
//
// The medians are those of the S3-FIFO evaluation (Thesys-lab/sosp23-s3fifo, result/cachesim; sizes
// ignored; capacity as a part of the objects that a trace asks for). A mix of independent
// references has none of a trace's locality in time, so this is a band of plausibility: a tenth
// beyond the medians' edges, and 0.05 beyond those of ratios. It is narrow enough to tell: Zipf
// exponents of 0.9 and 1.1 leave it at the smallest size.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <unordered_set>
#include <vector>

#include <doctest/doctest.h>

#include "core/distribution.hpp"
#include "core/random.hpp"
#include "model/cache/admission_kinds.hpp"
#include "model/cache/replay.hpp"
#include "support/skipped.hpp"
#include "validate/closed_forms.hpp"

using namespace edgecase;
namespace theory = edgecase::closed_form;

namespace {

constexpr double fractions[] = {0.001, 0.01, 0.1, 0.4};

/// Median miss ratios by "algorithm size", one for each dataset of web content.
using Medians = std::map<std::string, std::vector<double>>;

std::string band_name(const std::string& algorithm, double fraction) {
  std::ostringstream name;
  name << algorithm << ' ' << fraction;
  return name.str();
}

double number(const std::string& text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Medians read_medians() {
  std::ifstream file(std::string(EDGECASE_SOURCE_DIR) +
                     "/../shared/data/s3fifo_missratio_by_dataset.csv");
  Medians medians;
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string> cells;
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, ',');) cells.push_back(cell);
    const bool web =
        cells[0] == "CDN1" || cells[0] == "CDN2" || cells[0] == "Wiki" || cells[0] == "meta_cdn";
    if (web) medians[band_name(cells[1], number(cells[2]))].push_back(number(cells[6]));
  }
  return medians;
}

struct Mix {
  std::vector<ReplayRequest> requests;
  std::uint32_t objects = 0;  // of the catalogue
  double asked_for = 0;
};

/// A million requests for a hundred thousand objects.
Mix mix_of(double exponent) {
  Mix mix{std::vector<ReplayRequest>(1'000'000), 100'000, 0};
  const std::vector<double> shares = theory::zipf_shares(mix.objects, exponent);
  std::vector<double> up_to;
  double sum = 0;
  for (const double share : shares) up_to.push_back(sum += share);
  const Stream stream(17, 0, "mix");
  std::unordered_set<std::uint32_t> seen;
  for (std::size_t i = 0; i < mix.requests.size(); ++i) {
    const auto at = std::upper_bound(up_to.begin(), up_to.end(), stream.unit(i) * sum);
    mix.requests[i].object = static_cast<std::uint32_t>(at - up_to.begin());
    seen.insert(mix.requests[i].object);
  }
  mix.asked_for = static_cast<double>(seen.size());
  return mix;
}

double miss_ratio(const Mix& mix, const char* policy, double fraction) {
  const auto room = static_cast<std::int64_t>(std::lround(fraction * mix.asked_for));
  Replay replay(PolicyChoice(policy), AdmissionChoice("all"), {{room}}, mix.objects, 5);
  replay.run(mix.requests);
  return static_cast<double>(replay.counts().misses) / static_cast<double>(mix.requests.size());
}

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("synthetic mixes miss as CDN traces do, and S3-FIFO saves as much as it does there") {
    const Medians medians = read_medians();
    if (medians.empty()) {
      test::skipped("s3fifo_missratio_by_dataset.csv is not in ../shared/data");
      return;
    }
    const Mix mix = mix_of(1.0);
    for (const double fraction : fractions) {
      CAPTURE(fraction);
      std::map<std::string, double> ours;
      for (const auto& [algorithm, policy] :
           {std::pair{std::string("LRU"), "lru"}, {"FIFO", "fifo"}, {"S3FIFO", "s3_fifo"}}) {
        CAPTURE(algorithm);
        const std::vector<double>& band = medians.at(band_name(algorithm, fraction));
        REQUIRE(band.size() == 4);
        ours[algorithm] = miss_ratio(mix, policy, fraction);
        CHECK(ours[algorithm] > 0.9 * *std::ranges::min_element(band));
        CHECK(ours[algorithm] < 1.1 * *std::ranges::max_element(band));
      }
      for (const std::string algorithm : {"FIFO", "S3FIFO"}) {
        CAPTURE(algorithm);
        const std::vector<double>& lru = medians.at(band_name("LRU", fraction));
        std::vector<double> ratios = medians.at(band_name(algorithm, fraction));
        for (std::size_t i = 0; i < ratios.size(); ++i) ratios[i] /= lru[i];
        const double ratio = ours[algorithm] / ours["LRU"];
        CHECK(ratio > *std::ranges::min_element(ratios) - 0.05);
        CHECK(ratio < *std::ranges::max_element(ratios) + 0.05);
      }
    }
  }
}
