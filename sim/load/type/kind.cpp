#include "load/type/kind.hpp"

#include <stdexcept>

#include <fmt/core.h>

namespace edgecase {

const Alternative* Menu::find(std::string_view name) const {
  for (const Alternative& a : alternatives)
    if (a.name == name) return &a;
  return nullptr;
}

void ChoiceValue::choose(const Menu& menu, std::string_view name, std::shared_ptr<const void> spec,
                         TypeRef spec_type) {
  const Alternative* which = menu.find(name);
  if (!which) throw std::logic_error(fmt::format("no kind `{}` on this menu", name));
  if (spec_type && spec_type != which->spec)
    throw std::logic_error(fmt::format("the parameters given are not those of `{}`", name));
  choose(*which, spec ? std::move(spec) : which->make());
}

}  // namespace edgecase
