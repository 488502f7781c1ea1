#include "support/json_schema.hpp"

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace edgecase::testing {

using Adapter = valijson::adapters::NlohmannJsonAdapter;

struct JsonSchema::Rules {
  valijson::Schema schema;
};

JsonSchema::JsonSchema(const std::string& schema) {
  const auto described = nlohmann::json::parse(schema);
  auto rules = std::make_unique<Rules>();
  valijson::SchemaParser(valijson::SchemaParser::kDraft7)
      .populateSchema(Adapter(described), rules->schema);
  rules_ = std::move(rules);
}

JsonSchema::~JsonSchema() = default;

std::string JsonSchema::errors(const std::string& json) const {
  const auto value = nlohmann::json::parse(json);
  // Strong types: "1" is no number.
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  valijson::ValidationResults results;
  if (validator.validate(rules_->schema, Adapter(value), &results)) return "";
  std::string text;
  for (valijson::ValidationResults::Error error; results.popError(error);) {
    for (const std::string& step : error.context) text += step;
    text += ": " + error.description + "\n";
  }
  return text;
}

}  // namespace edgecase::testing
