#pragma once

#include "core/collect/collector.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle::collect {

// Counts series by family and by what is made of them, for Recognition. Ignored series are not
// followed one by one: their numbers are of all that were seen since the census began.
class FamilyCensus
{
public:
    using Entry = std::uint32_t;

    // One more series. `meaning` lives for ever: literals only.
    Entry add(std::string_view family, std::string_view meaning, bool isUsed);
    void remove(Entry entry) { --m_families[entry].series; }

    std::vector<Recognition::Family> families() const; // as Recognition wants them

private:
    using Name = std::pair<std::string, std::string_view>; // family, meaning

    std::vector<Recognition::Family> m_families;
    std::map<Name, Entry> m_entries;
    Entry m_last = 0; // series of a family come one after another
};

} // namespace binnacle::collect
