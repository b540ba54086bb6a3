#include "ui/shell/view_history.h"

namespace binnacle::ui {

namespace {

constexpr std::size_t kMaxPlaces = 50;

std::optional<ViewPlace> step(
    std::vector<ViewPlace> &from, std::vector<ViewPlace> &to, const ViewPlace &here)
{
    if (from.empty())
        return std::nullopt;
    ViewPlace place = from.back();
    from.pop_back();
    to.push_back(here);
    return place;
}

} // namespace

void ViewHistory::leave(const ViewPlace &place)
{
    if (m_back.size() == kMaxPlaces)
        m_back.erase(m_back.begin());
    m_back.push_back(place);
    m_forward.clear();
}

std::optional<ViewPlace> ViewHistory::back(const ViewPlace &here)
{
    return step(m_back, m_forward, here);
}

std::optional<ViewPlace> ViewHistory::forward(const ViewPlace &here)
{
    return step(m_forward, m_back, here);
}

} // namespace binnacle::ui
