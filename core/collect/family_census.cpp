#include "core/collect/family_census.h"

#include <algorithm>

namespace binnacle::collect {

namespace {

constexpr std::size_t kMostFamilies = 2'000; // a person reads no more; a hostile endpoint has more
constexpr std::string_view kOthers = "(more families)";

bool comesBefore(const Recognition::Family &a, const Recognition::Family &b)
{
    if (a.isUsed != b.isUsed)
        return a.isUsed;
    if (a.series != b.series)
        return a.series > b.series;
    return std::tie(a.name, a.meaning) < std::tie(b.name, b.meaning);
}

} // namespace

FamilyCensus::Entry FamilyCensus::add(
    std::string_view family, std::string_view meaning, bool isUsed)
{
    if (m_last < m_families.size() && m_families[m_last].name == family
        && m_families[m_last].meaning == meaning) {
        ++m_families[m_last].series;
        return m_last;
    }
    Name name(family, meaning);
    auto at = m_entries.find(name);
    if (at == m_entries.end()) {
        if (m_families.size() >= kMostFamilies && family != kOthers)
            return add(kOthers, meaning, isUsed);
        at = m_entries.emplace(std::move(name), static_cast<Entry>(m_families.size())).first;
        m_families.push_back(
            {.name = std::string(family), .meaning = std::string(meaning), .isUsed = isUsed});
    }
    m_last = at->second;
    ++m_families[m_last].series;
    return m_last;
}

std::vector<Recognition::Family> FamilyCensus::families() const
{
    std::vector<Recognition::Family> families;
    std::ranges::copy_if(m_families, std::back_inserter(families),
        [](const Recognition::Family &family) { return family.series > 0; });
    std::ranges::sort(families, comesBefore);
    return families;
}

} // namespace binnacle::collect
