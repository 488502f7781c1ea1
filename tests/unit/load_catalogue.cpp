#include <filesystem>

#include <doctest/doctest.h>

#include "diagnostics/shop_spec.hpp"

using namespace edgecase;

TEST_SUITE("unit") {
  TEST_CASE("measured content sizes come from the catalogue, with the mean of their source") {
    Diagnostics diagnostics;
    const auto document = parse_document("routes: {a: {share: 1%, size: {empirical: cdn-mixed}}}\n",
                                         "shop.yaml", {}, diagnostics);
    REQUIRE(document);
    const auto spec = read<shop::ShopSpec>(*document, diagnostics);
    REQUIRE(spec);
    const Catalogue catalogue({std::filesystem::path(EDGECASE_SOURCE_DIR) / "scenarios"});
    Checker checker(*document, diagnostics);
    const auto sizes =
        distribution_of(spec->routes.at("a").size, catalogue, checker, "routes.a.size");
    REQUIRE_MESSAGE(sizes, render_text(diagnostics));
    CHECK(sizes->quantile(0.5) == doctest::Approx(13'343));
    CHECK(sizes->mean() == doctest::Approx(33'000).scale(0).epsilon(0.01));  // published: 33.0 kB
  }

  TEST_CASE("what is not in the catalogue is reported with what is") {
    Diagnostics diagnostics;
    const auto document = parse_document("routes: {a: {share: 1%, size: {empirical: cdn-mixd}}}\n",
                                         "shop.yaml", {}, diagnostics);
    const auto spec = read<shop::ShopSpec>(*document, diagnostics);
    REQUIRE(spec);
    const Catalogue catalogue({std::filesystem::path(EDGECASE_SOURCE_DIR) / "scenarios"});
    Checker checker(*document, diagnostics);
    CHECK_FALSE(distribution_of(spec->routes.at("a").size, catalogue, checker, "routes.a.size"));
    CHECK(render_text(diagnostics).find("error[EC0126]: `cdn-mixd` is not in sizes\n") == 0);
    CHECK(render_text(diagnostics).find("did you mean `cdn-mixed`?") != std::string::npos);
  }

  TEST_CASE("names that are paths are no names") {
    const Catalogue catalogue({std::filesystem::path(EDGECASE_SOURCE_DIR) / "scenarios"});
    CHECK(catalogue.find("sizes", "cdn-mixed"));
    CHECK_FALSE(catalogue.find("sizes", "../sizes/cdn-mixed"));
    CHECK_FALSE(catalogue.find("sizes", ""));
    CHECK_FALSE(catalogue.find("sizes", "CDN-MIXED"));
    CHECK(catalogue.names("no-such-shelf").empty());
  }

  TEST_CASE("each kind of distribution is built with its parameters") {
    const auto built = [](const std::string& service) {
      return distribution_of(shop::shop_of("routes: {a: {share: 1%, service: " + service + "}}\n")
                                 .routes.at("a")
                                 .service);
    };
    CHECK(built("20ms").mean() == doctest::Approx(0.020).scale(0));
    CHECK(built("{uniform: {min: 10ms, max: 30ms}}").mean() == doctest::Approx(0.020).scale(0));
    CHECK(built("{exponential: 20ms}").mean() == doctest::Approx(0.020).scale(0));
    CHECK(built("{lognormal: {p50: 40ms, p99: 250ms}}").quantile(0.99) ==
          doctest::Approx(0.250).scale(0));
    CHECK(built("{lognormal: {mean: 40ms, cv: 2}}").mean() == doctest::Approx(0.040).scale(0));
    CHECK(built("{gamma: {mean: 20ms, cv: 0.5}}").variance() == doctest::Approx(1e-4).scale(0));
    CHECK(built("{pareto: {min: 10ms, alpha: 2}}").mean() == doctest::Approx(0.020).scale(0));
    CHECK(built("{bounded_pareto: {min: 10ms, max: 1s, alpha: 2}}").quantile(0.999999) < 1.0);
    CHECK(built("{hyperexponential: {mean: 20ms, cv: 4}}").mean() ==
          doctest::Approx(0.020).scale(0));
    CHECK(
        built("{hyperexponential: {phases: [{share: 90%, mean: 10ms}, {share: 10%, mean: 110ms}]}}")
            .mean() == doctest::Approx(0.020).scale(0));
    CHECK(built("{weibull: {scale: 20ms, shape: 1}}").mean() == doctest::Approx(0.020).scale(0));
    CHECK(built("{quantiles: {between: linear, points: [{share: 0, value: 10ms}, {share: 100%, "
                "value: 30ms}]}}")
              .mean() == doctest::Approx(0.020).scale(0));
  }
}
