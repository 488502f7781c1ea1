#pragma once
// Traffic of a scenario: request rates over time, routes, and client connections.
// `world.demand`, `world.routes.NAME`, `world.clients`.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "load/distribution/distribution.hpp"
#include "load/type/fields.hpp"

namespace edgecase {

// ---- demand -------------------------------------------------------------------------------------

enum class UsersBy { online_population, population_equal };
inline auto names(Of<UsersBy>) {
  return enumerators<UsersBy>(
      {{"online_population", UsersBy::online_population,
        "in proportion to the people online in each metro"},
       {"population_equal", UsersBy::population_equal, "equal for every metro"}});
}

struct UsersSpec {
  UsersBy by = UsersBy::online_population;
  std::map<std::string, double> weights;
  std::optional<Count> active;
};
std::vector<Field> fields(Of<UsersSpec>);

struct PhaseSpec {
  std::string name;
  Duration duration{};
  Share rate{1};
  std::optional<Share> ramp_to;
  std::vector<std::string> regions;
};
std::vector<Field> fields(Of<PhaseSpec>);

struct DiurnalSpec {
  Share amplitude{0.4};
  Duration peak = std::chrono::hours(20);
  Duration starts_at = std::chrono::hours(12);
};
std::vector<Field> fields(Of<DiurnalSpec>);

struct DemandSpec {
  Rate rate;
  UsersSpec users;
  std::vector<PhaseSpec> phases;
  std::optional<DiurnalSpec> diurnal;
};
std::vector<Field> fields(Of<DemandSpec>);

// ---- routes -------------------------------------------------------------------------------------

struct PopularityMenu {};
using PopularityChoice = Choice<PopularityMenu>;
Menu menu(Of<PopularityMenu>);

struct ZipfSpec {
  double exponent = 0.8;
};
std::vector<Field> fields(Of<ZipfSpec>);
struct UniformPopularitySpec {};
std::vector<Field> fields(Of<UniformPopularitySpec>);

/// One point of a measured concentration curve.
struct ConcentrationSpec {
  Share objects;
  Share requests;
};
std::vector<Field> fields(Of<ConcentrationSpec>);
struct EmpiricalPopularitySpec {
  std::vector<ConcentrationSpec> points;
};
std::vector<Field> fields(Of<EmpiricalPopularitySpec>);
void check(const EmpiricalPopularitySpec& spec, Checker& checker);

// ---- clients ------------------------------------------------------------------------------------

struct DnsSpec {
  Duration ttl = std::chrono::seconds(300);
  Share asked{0.25};
  Count users_per_resolver{500'000};
  Share extended{0.0874};
  Duration extended_ttl = std::chrono::minutes(30);
};
std::vector<Field> fields(Of<DnsSpec>);

/// Which error answers clients retry, besides attempts without an answer.
enum class RetriedErrors { none, timeouts, all };
inline auto names(Of<RetriedErrors>) {
  return enumerators<RetriedErrors>(
      {{"none", RetriedErrors::none, "error answers are not retried"},
       {"timeouts", RetriedErrors::timeouts, "504: the origin or function did not answer in time"},
       {"all", RetriedErrors::all, "502, 503 and 504: also refusals by overloaded servers"}});
}

struct RetrySpec {
  Count attempts{2};
  Duration timeout = std::chrono::seconds(10);
  RetriedErrors errors = RetriedErrors::none;
  Duration backoff{};
};
std::vector<Field> fields(Of<RetrySpec>);

/// The same access line for all users; replaces the network's mix of access types.
struct AccessLineSpec {
  DurationChoice rtt;
  std::optional<Bandwidth> bandwidth;
};
std::vector<Field> fields(Of<AccessLineSpec>);

/// Users and API consumers behind requests, as seen by rate limits, scores and sessions.
struct PeopleSpec {
  double requests_per_minute = 10;
  double activity = 2;
  Share asks_again{0};
  Count per_address{3};
  Share sessions{0.8};
  Count api_keys{0};
  Count networks{20};
};
std::vector<Field> fields(Of<PeopleSpec>);

struct ClientsSpec {
  Share http3{0.3};
  Share tls12{0.1};
  Share tls_resumption{0.5};
  Share early_data{0.2};
  double requests_per_connection = 8;
  DnsSpec dns;
  RetrySpec retry;
  std::optional<AccessLineSpec> access;
  PeopleSpec people;
};
std::vector<Field> fields(Of<ClientsSpec>);

}  // namespace edgecase
