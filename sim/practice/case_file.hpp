#pragma once
// A case that was read, and the worlds that it makes: its scenario with the case's own settings, a
// variant, a design, and the curveballs so far.
//
// A design is text that a candidate wrote (`design.yaml`) or settings of the case (an anchor).
// Candidates may set levers only: anything else is refused with the key's name. What a design does
// not say stays as in the scenario that the case extends.
// Errors: diagnostics, with the place in the case or in the design. Throws Error: a file cannot be
// read.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "load/catalogue.hpp"
#include "plan/blueprint.hpp"
#include "practice/case_spec.hpp"

namespace edgecase {

struct CaseFile {
  CaseSpec spec;
  std::filesystem::path file;
  std::string text;
  std::string digest;  ///< SHA-256 of the text, hexadecimal
  std::shared_ptr<const Document> document;
};

/// Reads a case and checks what needs no world. Nothing: it is wrong.
std::optional<CaseFile> open_case(const std::filesystem::path& file, Diagnostics& diagnostics);

/// Which world of the case.
struct CaseStage {
  std::size_t variant = 0;              ///< 0: as written
  std::vector<std::string> curveballs;  ///< by name, in the order in which they came
  std::string stress;                   ///< a probe, by name; empty: none
  bool relieved = false;                ///< its `without` instead of its `stress`
};

struct CaseDesign {
  std::string text = {};  ///< what a candidate wrote; empty: nothing
  std::string name = "design.yaml";
  /// Paths of settings in the case (anchors[naive].set), applied in this order.
  std::vector<std::string> blocks = {};
  std::vector<std::string> overrides = {};  ///< path=value, above everything else
};

/// Whether a lever is at this path or above it. `*` in a lever stands for any name.
bool is_lever(const CaseSpec& spec, const std::string& path);

/// The values of a variant, "path=value". Requires: variant > 0.
std::vector<std::string> variant_values(const CaseSpec& spec, std::size_t variant);

/// The world with the design, as one document; nothing: it is wrong. Its objectives are the rows of
/// the case.
std::optional<Document> case_document(const CaseFile& one, const CaseStage& stage,
                                      const CaseDesign& design, const Catalogue& catalogue,
                                      Diagnostics& diagnostics);

/// The same, ready to run. Null: it is wrong.
std::shared_ptr<const Blueprint> case_plan(const CaseFile& one, const CaseStage& stage,
                                           const CaseDesign& design, const Catalogue& catalogue,
                                           Diagnostics& diagnostics);

}  // namespace edgecase
