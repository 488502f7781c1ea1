#include "load/distribution/specs.hpp"

namespace edgecase {

std::vector<Field> fields(Of<SizesFileSpec>) {
  return list<SizesFileSpec>(field("name", &SizesFileSpec::name,
                                   "a file of the sizes catalogue, or a path", shorthand(),
                                   required()));
}

std::vector<Field> fields(Of<SizesSpec>) {
  return list<SizesSpec>(
      field("apiVersion", &SizesSpec::api_version, "version of the format", only("edgecase/v1"),
            required()),
      field("kind", &SizesSpec::kind, "what the file is", only("Sizes"), required()),
      field("title", &SizesSpec::title, "the kind of content", required()),
      field("source", &SizesSpec::source, "where the quantiles come from", required()),
      field("retrieved", &SizesSpec::retrieved, "date when they were retrieved", required()),
      field("note", &SizesSpec::note, "remarks"),
      field("between", &SizesSpec::between, "interpolation between points",
            assumed("sizes span orders of magnitude")),
      field("points", &SizesSpec::points, "increasing quantiles from 0% to 100%", required()));
}

}  // namespace edgecase
