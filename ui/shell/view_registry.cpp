#include "ui/shell/view_registry.h"

#include <algorithm>

namespace binnacle::ui {

const ViewEntry *ViewRegistry::find(const QString &id) const
{
    const auto found = std::ranges::find(m_entries, id, &ViewEntry::id);
    return found == m_entries.end() ? nullptr : &*found;
}

const ViewEntry *ViewRegistry::withRole(bool ViewEntry::*role) const
{
    const auto found = std::ranges::find(m_entries, true, role);
    return found == m_entries.end() ? nullptr : &*found;
}

} // namespace binnacle::ui
